import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface CommandPlace {
  /** Where it is run; the current folder when it is not given. */
  readonly folder?: string
  readonly environment?: NodeJS.ProcessEnv
}

const longest = 10 * 60_000

/**
 * Runs a command to its end and answers what it printed.
 * @throws {Error} with what it said, when it fails or takes longer than ten minutes.
 */
export async function command(
  program: string,
  values: readonly string[],
  { folder, environment = process.env }: CommandPlace = {},
): Promise<string> {
  const options = {
    env: environment,
    timeout: longest,
    maxBuffer: 64 * 1024 * 1024,
    ...(folder ? { cwd: folder } : {}),
  }
  try {
    return (await promisify(execFile)(program, values, options)).stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${[program, ...values].join(' ')} failed: ${(error as Error).message}\n${stdout}${stderr}`.trim())
  }
}

/** Runs a command as the administrator of this machine, on Linux. */
export function asRoot(program: string, values: readonly string[]): Promise<string> {
  return process.getuid?.() === 0 ? command(program, values) : command('sudo', [program, ...values])
}
