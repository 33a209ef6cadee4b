import { backup } from './backup'
import { exportCommand } from './export'
import { describeLifecycle } from './lifecycle'
import { restore } from './restore'
import { rpc } from './rpc'
import { seed } from './seed'
import { type Surroundings, UsageError, usage } from './usage'
import { verify } from './verify'
import { version } from './version'

/** A command of `desk`; answers its exit code. */
type Command = (parameters: readonly string[], surroundings: Surroundings) => Promise<number>

/** Commands that an administrator has wherever the program is installed. */
const forEverybody: Readonly<Record<string, Command>> = {
  lifecycle: () => {
    process.stdout.write(`${JSON.stringify(describeLifecycle(), null, 2)}\n`)
    return Promise.resolve(0)
  },
  help: (_parameters, surroundings) => {
    process.stdout.write(`${usage(surroundings)}\n`)
    return Promise.resolve(0)
  },
  verify,
  backup,
  restore,
  export: exportCommand,
  version,
}

/** Commands that make people up, or are spoken by programs: there is no place for them at a real desk. */
const forDevelopers: Readonly<Record<string, Command>> = { seed, rpc }

/** Asked for where a command is expected, or among what one is given. */
const isHelp = (word: string) => word === '--help' || word === '-h'

/**
 * Runs a command of `desk`, `verify --data DIR` for one: what it says goes to standard output, why it could not to
 * standard error. Answers the exit code, when all of that is written and the program may end at once: 0 done, 1 refused
 * or something is wrong, 2 not a form it takes.
 */
export async function runDesk(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const outputs = [process.stdout, process.stderr]
  for (const output of outputs) if (output.listenerCount('error', nobodyReads) === 0) output.on('error', nobodyReads)
  const code = await run(words, surroundings)
  await Promise.all(outputs.map(written))
  return code
}

/** Whoever took the output is gone, as with `desk lifecycle | head -1`: what was begun is done all the same. */
const nobodyReads = () => {}

/** Resolves when everything that was given to a stream has left the program, or nobody takes it. A pipe can be slow. */
function written(output: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    output.write('', () => resolve())
  })
}

async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const [first = '', ...parameters] = words
  const name = words.some(isHelp) ? 'help' : first === '--version' ? 'version' : first
  try {
    return await commandOf(name, surroundings)(parameters, surroundings)
  } catch (error) {
    // A refusal to open the folder says what to do; a stack trace would hide it.
    const message = error instanceof Error ? error.message : String(error)
    const wrong = error instanceof UsageError
    process.stderr.write(wrong ? `${message}\n${usage(surroundings)}\n`.trimStart() : `${message}\n`)
    return wrong ? 2 : 1
  }
}

function commandOf(name: string, { developers }: Surroundings): Command {
  const command = named(forEverybody, name) ?? named(forDevelopers, name)
  if (!command) throw new UsageError(name === '' ? '' : `There is no command ${name}.`)
  if (!developers && !named(forEverybody, name)) {
    throw new UsageError(`${name} is for developers: it is there when Card Desk runs from its source.`)
  }
  return command
}

function named(commands: Readonly<Record<string, Command>>, name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined
}
