import { runProgram } from '../support/run-program.mjs'

// npm run test:crash -- --kills N: see main.ts.

await runProgram(new URL('./main.ts', import.meta.url), { build: true })
