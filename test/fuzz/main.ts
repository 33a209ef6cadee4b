import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ownNode } from '../../electron/launch/project.mjs'
import { buildProgram } from '../support/node-program.ts'
import { readOptions, UsageError, usage } from './options.ts'

// npm run test:fuzz: calls of every channel of the contract, from everyone, with payloads that fit, nearly fit and
// are hostile. The last line sums it up. The desk runs in the program that is built here; see program.ts.

async function run(values: readonly string[]): Promise<number> {
  readOptions(values)
  const program = await buildProgram(fileURLToPath(new URL('program.ts', import.meta.url)))
  try {
    const child = spawn(ownNode, [program.path, ...values], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
    return await new Promise<number>((settle, fail) => {
      child.on('error', fail)
      child.on('close', (code) => settle(code ?? 1))
    })
  } finally {
    await program.remove()
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof UsageError) process.stderr.write(`${usage}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
