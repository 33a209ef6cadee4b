import { join } from 'node:path'
import { runDesk } from './cli/run'
import { windowlessProgram } from './program'

// npm run --silent desk -- COMMAND: the desk without a window, from the source.

process.exitCode = await runDesk(process.argv.slice(2), {
  data: null,
  developers: true,
  program: windowlessProgram(join(import.meta.dirname, '..')),
})
