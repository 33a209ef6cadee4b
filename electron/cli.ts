import { backup } from './cli/backup'
import { describeLifecycle } from './cli/lifecycle'
import { exportCommand } from './cli/export'
import { restore } from './cli/restore'
import { rpc } from './cli/rpc'
import { seed } from './cli/seed'
import { usage, UsageError } from './cli/usage'
import { verify } from './cli/verify'

/** Commands of `desk`; each answers its exit code. */
const commands: Readonly<Record<string, (parameters: readonly string[]) => Promise<number>>> = {
  lifecycle: () => {
    process.stdout.write(`${JSON.stringify(describeLifecycle(), null, 2)}\n`)
    return Promise.resolve(0)
  },
  help: () => {
    process.stdout.write(`${usage}\n`)
    return Promise.resolve(0)
  },
  seed,
  verify,
  backup,
  restore,
  export: exportCommand,
  rpc,
}

const [named = '', ...parameters] = process.argv.slice(2)
/** Asked for where a command is expected, or among what one is given. */
const isHelp = (word: string) => word === '--help' || word === '-h'
const name = [named, ...parameters].some(isHelp) ? 'help' : named
try {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(name === '' ? '' : `There is no command ${name}.`)
  process.exitCode = await command(parameters)
} catch (error) {
  // A refusal to open the folder says what to do; a stack trace would hide it.
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(error instanceof UsageError ? `${message}\n${usage}\n`.trimStart() : `${message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
