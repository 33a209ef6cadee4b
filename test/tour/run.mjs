import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runProgram } from '../support/run-program.mjs'

// npm run tour -- --out DIR [--app PATH] [--steps use-case|all]: everything a fresh machine needs, then the walk.

// The rest of the command line is the tour's.
const { app } = parseArgs({ options: { app: { type: 'string' } }, strict: false }).values
if (typeof app === 'string') process.env.CARD_DESK_APP = resolve(app)
await runProgram(new URL('./tour.ts', import.meta.url), { build: true, runtime: true })
