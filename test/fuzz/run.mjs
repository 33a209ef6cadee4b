import { runProgram } from '../support/run-program.mjs'

// npm run test:fuzz -- --calls N --seed N: see main.ts.

await runProgram(new URL('./main.ts', import.meta.url))
