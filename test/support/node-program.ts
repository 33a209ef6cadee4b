import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Turns a TypeScript program of the tests into one that Node can run by itself; answers its path and how to remove it. */
export async function buildProgram(entry: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'card-desk-program-'))
  await build({
    configFile: false,
    logLevel: 'error',
    // Everything in one file: what a package says of itself is not looked up from a temporary folder.
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  })
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}
