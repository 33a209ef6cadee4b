import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../launch/project.mjs'
import { type InstalledPackage, InstalledPackages } from './installed.ts'
import { allowedLicences, foundTexts, type Program, programs, writingTools } from './licence-rules.ts'

const builtList = z.array(
  z.object({ name: z.string(), version: z.string(), identifier: z.string().optional(), text: z.string().optional() }),
)

/** What the build says of one program: the packages of which something is in it. */
export type BuiltList = z.infer<typeof builtList>

const listedPackages = z.array(
  z.object({
    name: z.string().min(1),
    version: z.string().min(1),
    licence: z.string().min(1),
    text: z.string().min(1),
    programs: z.array(z.enum(programs)).min(1),
  }),
)

/** A package inside the programs, with the identifier and the whole text of its licence. */
export type ListedPackage = z.infer<typeof listedPackages>[number]

/** Names of files that a licence can ask to pass on besides its own text. */
const notices = /^(?:notice|third[-_]?party)/i

/**
 * Writes `licences.json` into the folder that the build made: every package that something of is in one of the
 * programs. The lists that the build laid beside the programs are gone afterwards; one of them would be served to
 * pages.
 * @param output the folder of the build, `out` of the project unless another one is given
 * @throws {Error} with a sentence for each package that may not be passed on like this: a licence that is not allowed,
 * none, or no text of it
 */
export function writeLicences(output = join(root, 'out'), project = root): void {
  const listOf = (program: Program) => join(output, program, 'licences.json')
  const lists = programs.map((program) => [program, builtList.parse(jsonIn(listOf(program)))] as const)
  const packages = merge([...lists, ...listsOfTools(project)], project)
  writeFileSync(join(output, 'licences.json'), `${JSON.stringify(packages, null, 2)}\n`)
  for (const program of programs) rmSync(listOf(program))
}

/**
 * The packages inside the programs, by name.
 * @throws {Error} when there was no build
 */
export function readLicences(output = join(root, 'out')): readonly ListedPackage[] {
  return listedPackages.parse(jsonIn(join(output, 'licences.json')))
}

/**
 * Makes one list of those of the programs: by name and version, in the order of their code points.
 * @throws {Error} with a sentence for each package that may not be passed on like this
 */
export function merge(lists: readonly (readonly [Program, BuiltList])[], project = root): readonly ListedPackage[] {
  const installed = InstalledPackages.of(project)
  const merged = new Map<string, ListedPackage>()
  const refused = new Set<string>()
  for (const [program, list] of lists) {
    for (const built of list) {
      const key = `${built.name} ${built.version}`
      const known = merged.get(key)
      if (known) {
        known.programs = programs.filter((each) => each === program || known.programs.includes(each))
        continue
      }
      const judged = judge(built)
      if ('refusal' in judged) {
        refused.add(judged.refusal)
        continue
      }
      const text = [judged.text, ...noticesOf(installed.find(built.name, built.version), project)].join('\n\n')
      const { name, version } = built
      merged.set(key, { name, version, licence: judged.licence, text, programs: [program] })
    }
  }
  if (refused.size > 0) throw new Error([...refused].join('\n'))
  return [...merged].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each)
}

/** The licence of a package and its text, or why it may not be inside an installer. */
function judge({ name, version, identifier, text }: BuiltList[number]): Judgement {
  const called = `${name} ${version}`
  const rules = 'electron/packaging/licence-rules.ts'
  if (!identifier) return { refusal: `${called} names no licence.` }
  if (!allowedLicences.some(({ id }) => id === identifier)) {
    return { refusal: `${called} has the licence ${identifier}, which is not among those allowed in ${rules}.` }
  }
  if (text?.trim()) return { licence: identifier, text: tidy(text) }
  const found = foundTexts.find((each) => each.name === name && each.version === version)
  if (found?.licence === identifier) return { licence: identifier, text: tidy(found.text) }
  return { refusal: `${called} brings no text of its licence ${identifier}, and ${rules} has none for it.` }
}

type Judgement = { readonly licence: string; readonly text: string } | { readonly refusal: string }

/** What a package asks to pass on besides the text of its licence, each under the name of its file. */
function noticesOf({ place }: InstalledPackage, project: string): readonly string[] {
  const folder = join(project, place)
  return readdirSync(folder)
    .filter((file) => notices.test(file))
    .sort()
    .map((file) => `${file}\n\n${tidy(readFileSync(join(folder, file), 'utf8'))}`)
}

/** The tools of the build whose own lines are in a program, as lists like those of the build. */
function listsOfTools(project: string): readonly (readonly [Program, BuiltList])[] {
  return writingTools.flatMap(({ name, programs: written, licenceFile, until }) => {
    const folder = join(project, 'node_modules', name)
    const { version, license } = z
      .object({ version: z.string(), license: z.string() })
      .parse(jsonIn(join(folder, 'package.json')))
    const [text = ''] = readFileSync(join(folder, licenceFile), 'utf8').split(until)
    return written.map((program) => [program, [{ name, version, identifier: license, text }]] as const)
  })
}

/**
 * What lies as THIRD-PARTY-LICENCES.txt beside an installed program, for people to read: each text once, under the
 * names of all packages that have it.
 */
export function thirdPartyText(packages: readonly ListedPackage[]): string {
  const namesByText = new Map<string, string[]>()
  for (const { name, version, licence, text } of packages) {
    const names = namesByText.get(text) ?? []
    namesByText.set(text, [...names, `${name} ${version} (${licence})`])
  }
  const line = '-'.repeat(80)
  return [
    'Card Desk holds parts of the packages below, each with its version and its licence. Under the names is the text',
    'of that licence; it is about these packages, not about Card Desk.',
    '',
    'Electron, on which Card Desk runs, comes with its own: LICENSE.electron.txt for Electron, and',
    'LICENSES.chromium.html for Chromium, Node.js and everything in them.',
    '',
    ...[...namesByText].flatMap(([text, names]) => [line, '', ...names, '', text, '']),
  ].join('\n')
}

function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

function jsonIn(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
