import { DeskProcess } from './desk-process.ts'
import type { DeskMessage, Pause } from './desk/messages.ts'
import { nextDeath } from './killing.ts'

/** What came of letting a desk work and killing it again and again. */
export interface Lives {
  readonly kills: number
  /** How many of them while a run of batch sync was under way. */
  readonly duringRuns: number
  /** The longest pause of the thread the desk works on, by itself and once it is open. */
  readonly pauses: Readonly<Record<Pause['during'], Pause>>
  /** The longest wait for an answer of a search or a wizard, milliseconds, and how many there were. */
  readonly slowest: number
  readonly visits: number
  /** Ends of runs with a problem, by the problem. */
  readonly problems: ReadonlyMap<string, number>
  /** False when it stood still before everything was done. */
  readonly finished: boolean
}

interface Needs {
  readonly program: string
  readonly folder: string
  readonly secret: string
  readonly kills: number
  readonly seed: number
  readonly say: (line: string) => void
}

/** Without any progress for so long, milliseconds, a desk will not come to its end any more. */
const standstill = 120_000

const none = (during: Pause['during']): Pause => ({ kind: 'pause', during, milliseconds: 0, onTheClock: 0 })

function longer(one: Pause, other: Pause): Pause {
  const milliseconds = Math.max(one.milliseconds, other.milliseconds)
  return { ...one, milliseconds, onTheClock: Math.max(one.onTheClock, other.onTheClock) }
}

/** Lets the desk work, killing it `kills` times at moments the seed chooses, until everything is done. */
export async function live({ program, folder, secret, kills, seed, say }: Needs): Promise<Lives> {
  let done = 0
  let duringRuns = 0
  let left = Number.POSITIVE_INFINITY
  const pauses = { start: none('start'), work: none('work') }
  const problems = new Map<string, number>()
  let slowest = 0
  let visits = 0
  for (;;) {
    let running = false
    let over = false
    let heard = 0
    let moved = Date.now()
    let doomed = false
    const state = { desk: undefined as DeskProcess | undefined }
    const death = done < kills && Number.isFinite(left) ? nextDeath(seed, done, left, kills) : null
    const killed = Promise.withResolvers<boolean>()
    const die = (delay: number) => {
      if (doomed) return
      doomed = true
      void state.desk?.kill(delay).then(killed.resolve)
    }
    const listen = (message: DeskMessage) => {
      if (message.kind === 'left') {
        if (message.left < left) moved = Date.now()
        left = message.left
        running = message.running
        if (done < kills && running && (death?.when !== 'working' || left <= death.left)) die(death?.delay ?? 20)
      } else if (message.kind === 'pause') {
        pauses[message.during] = longer(pauses[message.during], message)
      } else if (message.kind === 'ran') {
        if (message.problem !== null) problems.set(message.problem, (problems.get(message.problem) ?? 0) + 1)
      } else if (message.kind === 'visits') {
        slowest = Math.max(slowest, message.slowest)
        visits += message.searches + message.wizards - heard
        heard = message.searches + message.wizards
      } else if (message.kind === 'over') over = true
    }
    const desk = new DeskProcess(program, ['work', folder], secret, listen)
    state.desk = desk
    if (death?.when === 'starting') die(death.delay)
    const watch = setInterval(() => {
      if (Date.now() - moved > standstill) die(0)
    }, 1000)
    await desk.ended()
    clearInterval(watch)
    const wasKilled = doomed && (await killed.promise)
    if (over || !wasKilled || Date.now() - moved > standstill) {
      return { kills: done, duringRuns, pauses, slowest, visits, problems, finished: over }
    }
    done += 1
    if (running) duringRuns += 1
    say(`killed ${done} of ${kills}${running ? ' during a run' : ''}, ${left} steps left`)
  }
}
