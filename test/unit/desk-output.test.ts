import { afterEach, describe, expect, it, vi } from 'vitest'
import { runDesk } from '../../electron/cli/run'
import { windowlessProgram } from '../../electron/program'

// The installed program ends as soon as a command has its exit code: by then all that it said must have left it.

afterEach(() => {
  vi.restoreAllMocks()
})

const surroundings = { data: null, developers: true, program: windowlessProgram() }

/** A pipe that nobody reads from until it is told to: what was written to it, and how to tell it. */
function slowPipe(stream: NodeJS.WriteStream) {
  const waiting: (() => void)[] = []
  let text = ''
  vi.spyOn(stream, 'write').mockImplementation((part, ...more) => {
    text += String(part)
    const done = more.find((each) => typeof each === 'function') as (() => void) | undefined
    if (done) waiting.push(done)
    return false
  })
  return {
    read() {
      for (const done of waiting.splice(0)) done()
      return text
    },
  }
}

/** What is known of a promise after everything that could be done at once was done. */
const nowOf = (promise: Promise<number>) =>
  Promise.race([promise, new Promise<'open'>((resolve) => setTimeout(resolve, 0, 'open'))])

describe('a command of desk', () => {
  it.each([
    [['lifecycle'], 0, 'stdout'],
    [['nothing-of-the-kind'], 2, 'stderr'],
  ] as const)('%j is done when what it said is written', async (words, code, stream) => {
    const pipe = slowPipe(process[stream])
    const running = runDesk(words, surroundings)
    expect(await nowOf(running)).toBe('open')
    expect(pipe.read()).toMatch(/\n$/)
    expect(await running).toBe(code)
  })

  it('does what it was asked when nobody reads what it says', async () => {
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    vi.spyOn(process.stdout, 'write').mockImplementation((_part, ...more) => {
      for (const each of more) if (typeof each === 'function') (each as (error: Error) => void)(gone)
      process.stdout.emit('error', gone)
      return false
    })
    expect(await runDesk(['lifecycle'], surroundings)).toBe(0)
  })
})
