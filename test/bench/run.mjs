import { runProgram } from '../support/run-program.mjs'

// npm run bench: everything a fresh machine needs, then the measurements; see main.ts.

await runProgram(new URL('./main.ts', import.meta.url), { runtime: true })
