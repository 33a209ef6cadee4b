import { DeskProcess } from './desk-process.ts'
import { type DeskMessage, longer, noPause, type Pause, type PauseFigures } from './desk/messages.ts'
import { type Death, nextDeath } from './killing.ts'

/** What came of letting a desk work and killing it again and again. */
export interface Lives {
  readonly kills: number
  /** How many of them while a run of batch sync was under way. */
  readonly duringRuns: number
  /** The longest pause of the thread the desk works on: until it is open, and from then on. */
  readonly pauses: Readonly<Record<Pause['during'], PauseFigures>>
  /** The longest wait for an answer of a search or a wizard, milliseconds, and how many there were. */
  readonly slowest: number
  readonly visits: number
  /** How many runs ended with a problem, by the problem. */
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
/** The first life ends so many milliseconds after its first run began: only then it is known how much there is to do. */
const firstDelay = 20

/** Lets the desk work, killing it `kills` times at moments the seed chooses, until everything is done. */
export async function live(needs: Needs): Promise<Lives> {
  const { kills, seed, say } = needs
  const sums = new Sums()
  let done = 0
  let duringRuns = 0
  for (;;) {
    const { left } = sums
    const first: Death = { when: 'working', left: Number.POSITIVE_INFINITY, delay: firstDelay }
    const wanted = Number.isFinite(left) ? nextDeath(seed, done, left, kills) : first
    const end = await new Life(needs, sums, done < kills ? wanted : null).ended()
    if (end !== 'killed') return { kills: done, duringRuns, ...sums, finished: end === 'over' }
    done += 1
    if (sums.running) duringRuns += 1
    say(`killed ${done} of ${kills}${sums.running ? ' during a run' : ''}, ${sums.left} steps left`)
  }
}

/** What all lives told together. */
class Sums {
  left = Number.POSITIVE_INFINITY
  running = false
  pauses = { start: noPause, work: noPause }
  slowest = 0
  visits = 0
  readonly problems = new Map<string, number>()
}

/** One life of the desk, to its own end or to the one that was chosen for it. */
class Life {
  private readonly sums: Sums
  private readonly death: Death | null
  private readonly desk: DeskProcess
  private killed: Promise<boolean> | undefined
  private moved = Date.now()
  private over = false
  private visits = 0

  constructor({ program, folder, secret }: Needs, sums: Sums, death: Death | null) {
    this.sums = sums
    this.death = death
    sums.running = false
    this.desk = new DeskProcess(program, ['work', folder], secret, (message) => this.hear(message))
    if (death?.when === 'starting') this.die(death.delay)
  }

  async ended(): Promise<'over' | 'killed' | 'stood-still'> {
    let stoodStill = false
    const watch = setInterval(() => {
      stoodStill ||= Date.now() - this.moved > standstill
      if (stoodStill) this.die(0)
    }, 1000)
    await this.desk.ended()
    clearInterval(watch)
    if (stoodStill) return 'stood-still'
    if (this.over) return 'over'
    if (await this.killed) return 'killed'
    throw new Error('The desk ended in the middle of its work.')
  }

  private hear(message: DeskMessage): void {
    const { sums, death } = this
    switch (message.kind) {
      case 'left':
        if (message.left < sums.left) this.moved = Date.now()
        sums.left = message.left
        sums.running = message.running
        if (death && message.running && (death.when === 'starting' || message.left <= death.left)) this.die(death.delay)
        break
      case 'pause':
        sums.pauses = { ...sums.pauses, [message.during]: longer(sums.pauses[message.during], message) }
        break
      case 'ran':
        if (message.problem !== null) sums.problems.set(message.problem, (sums.problems.get(message.problem) ?? 0) + 1)
        break
      case 'visits':
        sums.slowest = Math.max(sums.slowest, message.slowest)
        sums.visits += message.searches + message.wizards - this.visits
        this.visits = message.searches + message.wizards
        break
      case 'over':
        this.over = true
    }
  }

  /** Once is enough. */
  private die(delay: number): void {
    this.killed ??= this.desk.kill(delay)
  }
}
