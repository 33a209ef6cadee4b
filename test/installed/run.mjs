import { runProgram } from '../support/run-program.mjs'

// npm run test:installed -- --out DIR [--change-this-machine]: see main.ts.

await runProgram(new URL('./main.ts', import.meta.url))
