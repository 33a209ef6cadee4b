import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The three programs that the build makes. */
export const programs = ['main', 'preload', 'renderer'] as const
export type Program = (typeof programs)[number]

/** A licence under which a package may be inside an installer. */
export interface AllowedLicence {
  /** Its identifier, https://spdx.org/licenses/ */
  readonly id: string
  readonly why: string
}

/**
 * What a package may be licensed under: all of these let anybody use and pass on a program that holds the package, as
 * long as notices and texts come along. One that asks for more is refused until somebody has read it.
 */
export const allowedLicences: readonly AllowedLicence[] = [
  { id: '0BSD', why: 'Asks for nothing at all.' },
  { id: 'Apache-2.0', why: 'Asks for its text and for the NOTICE file, where a package has one; grants patents.' },
  { id: 'BSD-3-Clause', why: 'Asks for its text and notice, and that nobody advertises with the authors.' },
  { id: 'ISC', why: 'Asks for its text and notice.' },
  { id: 'MIT', why: 'Asks for its text and notice.' },
  {
    id: 'OFL-1.1',
    why: 'For fonts: they may be bundled with any program, with text and notice, and not be sold alone.',
  },
]

/** The text of a package that names its licence and brings no text of it. */
export interface FoundText {
  readonly name: string
  /** For this version only: a newer one may bring its text, or another licence. */
  readonly version: string
  readonly licence: string
  readonly text: string
  /** Where the text was found. */
  readonly source: string
}

export const foundTexts: readonly FoundText[] = [
  {
    name: 'react-remove-scroll-bar',
    version: '2.3.8',
    licence: 'MIT',
    text: readFileSync(join(import.meta.dirname, 'licence-texts/react-remove-scroll-bar.txt'), 'utf8'),
    source: 'https://github.com/theKashey/react-remove-scroll-bar/blob/master/LICENSE',
  },
]

/** A tool of the build that writes lines of its own into the programs. */
export interface WritingTool {
  readonly name: string
  readonly programs: readonly Program[]
  readonly why: string
  /** Names of the modules that it makes up, as the build knows them. */
  readonly modules: RegExp
  /** The licence file, and the line before which the part about these lines ends. */
  readonly licenceFile: string
  readonly until: string
}

export const writingTools: readonly WritingTool[] = [
  {
    name: 'rolldown',
    programs: ['main', 'renderer'],
    why: 'Joins modules, also those of the older kind, with a few helpers.',
    modules: /^\0rolldown\/runtime\.js$/,
    licenceFile: 'LICENSE',
    until: 'end of terms and conditions',
  },
]
