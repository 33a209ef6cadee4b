import type { App } from 'electron'
import type { Program } from '../ports'
import { licencesIn, operatingSystem, runtimeOf, thisMachine } from '../program'

interface ProgramParts {
  readonly app: Pick<App, 'getVersion'>
  /** What the runtime says of itself: `process.versions`. */
  readonly versions: Readonly<Record<string, string | undefined>>
  /** The folder of the built programs. */
  readonly built: string
}

/** The program with a window. A runtime that does not call itself Electron is its stand-in. */
export function electronProgram({ app, versions, built }: ProgramParts): Program {
  return {
    version: app.getVersion(),
    runtime() {
      const runtime = runtimeOf(versions)
      if (runtime.kind === 'electron') return runtime
      return { kind: 'stand-in', chromium: versions.chrome ?? null, node: runtime.node }
    },
    system: () => operatingSystem(thisMachine),
    licences: () => licencesIn(built),
  }
}
