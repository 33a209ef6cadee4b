import { runProgram } from '../support/run-program.mjs'

// npm run test:production -- --orders N --kills K: see main.ts.

await runProgram(new URL('./main.ts', import.meta.url))
