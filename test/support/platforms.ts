import { describe, it } from 'vitest'
import { notRun } from './not-run'

// A test that cannot hold by the nature of a system is no test at all there: it is told of, with the reason, at the end
// of `npm test`, so that nobody takes it for proven or for forgotten.

const isWindows = process.platform === 'win32'
const isLinux = process.platform === 'linux'

/** `it`, except on Windows. @param why it cannot hold there, as a sentence. */
export const itUnlessWindows = (why: string): typeof it => (isWindows ? told<typeof it>(why) : it)

/** `describe`, except on Windows. @param why its tests cannot hold there, as a sentence. */
export const describeUnlessWindows = (why: string): typeof describe =>
  isWindows ? told<typeof describe>(why) : describe

/** `it` on Linux alone. @param why it cannot hold elsewhere, as a sentence. */
export const itOnLinux = (why: string): typeof it => (isLinux ? it : told<typeof it>(why))

/** `describe` on Linux alone. @param why its tests cannot hold elsewhere, as a sentence. */
export const describeOnLinux = (why: string): typeof describe => (isLinux ? describe : told<typeof describe>(why))

function told<Register>(why: string): Register {
  return ((name: unknown) => notRun(String(name), why)) as unknown as Register
}

/** Why tests that take a folder away under a program do not hold on Windows. */
export const foldersStay = 'Windows neither removes nor renames a folder in which a program has a file open.'
