import { runProgram } from '../support/run-program.mjs'

// npm run bureau -- --folder DIR, --port N: a bureau to try the desk with. Needs no build.

await runProgram(new URL('./main.ts', import.meta.url))
