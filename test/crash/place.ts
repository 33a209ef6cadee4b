import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { foundDesk } from './founding'
import { JournalTail } from './journal-tail'
import { type Durations, nextDeath } from './killing'
import { Ledger } from './ledger'
import { live } from './life'
import { type Things, Told } from './things'
import { checkWhole } from './whole-check'

/** What came of killing the desk of one folder again and again. */
export interface PlaceResult {
  readonly kills: number
  readonly starting: number
  readonly working: number
  readonly closing: number
  /** Kills that left a checkpoint half written, and a record of the journal. */
  readonly halfCheckpoints: number
  readonly tornRecords: number
  readonly wholeChecks: number
  readonly segments: number
  readonly acknowledged: number
  readonly unanswered: number
  readonly happened: number
  readonly lost: readonly string[]
  readonly halfApplied: readonly string[]
  readonly wrong: readonly string[]
  readonly broken: readonly string[]
  readonly differs: readonly string[]
}

interface PlaceNeeds {
  readonly command: readonly [node: string, program: string]
  readonly folder: string
  /** Tells this folder from the others of the same seed. */
  readonly name: string
  readonly seed: number
  readonly kills: number
  readonly sampleCards: number
  onKill(): void
}

/** After so many kills everything in the folder is looked at, not only what changed. */
const killsPerWholeCheck = 20
/** A folder in which a life cannot be killed so often in a row is given up. */
const mostMisses = 20

/** Lets a desk work in a folder, killing it again and again, and looks after each kill at what is left. */
export async function killInPlace(needs: PlaceNeeds): Promise<PlaceResult> {
  await foundDesk(needs.folder, needs.sampleCards)
  return new Place(needs).result()
}

class Place {
  private readonly tail: JournalTail
  private readonly told = new Told()
  private ledger = new Ledger(new Map())
  /** What changed since it was last seen through the door. */
  private changed = new Set<string>()
  private durations: Durations = { starting: 700, closing: 60 }
  private readonly counts = { starting: 0, working: 0, closing: 0 }
  private kills = 0
  private misses = 0
  private halfCheckpoints = 0
  private tornRecords = 0
  private wholeChecks = 0
  private half: ReadonlySet<string> = new Set()
  /** What the last kill left of a record. */
  private torn: Buffer | null = null
  private readonly broken: string[] = []
  private readonly differs: string[] = []

  constructor(private readonly needs: PlaceNeeds) {
    this.tail = new JournalTail(needs.folder)
  }

  async result(): Promise<PlaceResult> {
    const { kills: wanted, folder } = this.needs
    try {
      this.ledger = new Ledger((await this.added()).things)
      for (let life = 1; this.kills < wanted && this.misses < mostMisses; life += 1) {
        await this.life(life)
        if (this.kills % killsPerWholeCheck === 0 || this.kills === wanted) await this.whole()
      }
      if (this.kills < wanted) this.broken.push(`only ${this.kills} of ${wanted} lives could be killed`)
    } catch (error) {
      this.broken.push(error instanceof Error ? error.message : String(error))
    }
    const { acknowledged, unanswered, happened, faults } = this.ledger
    const { kills, halfCheckpoints, tornRecords, wholeChecks, broken, differs } = this
    const segments = (await readdir(join(folder, 'journal'))).length
    const sums = { kills, halfCheckpoints, tornRecords, wholeChecks, segments, acknowledged, unanswered, happened }
    return { ...sums, ...this.counts, ...faults, broken, differs }
  }

  private async life(life: number): Promise<void> {
    const { command, folder, seed, name } = this.needs
    const { ledger, changed } = this
    const death = nextDeath(seed, name, life, this.durations)
    const lived = await live({ command, folder, seed, ledger, changed, death, name: `${name}-${life}` })
    if (lived.looked) {
      this.changed = new Set()
      await this.checkPutAside()
    }
    const { starting, closing } = this.durations
    this.durations = { starting: lived.starting ?? starting, closing: lived.closing ?? closing }
    const { things, torn } = await this.added()
    ledger.settle(things)
    for (const thing of things.keys()) this.changed.add(thing)
    if (!lived.killed) {
      this.misses += 1
      return
    }
    this.misses = 0
    this.kills += 1
    this.counts[death.when] += 1
    if (torn && !this.torn?.equals(torn)) this.tornRecords += 1
    this.torn = torn
    const half = await halfCheckpoint(folder)
    if ([...half].some((each) => !this.half.has(each))) this.halfCheckpoints += 1
    this.half = half
    this.needs.onKill()
  }

  private async added(): Promise<{ things: Things; torn: Buffer | null }> {
    const { commits, torn } = await this.tail.read()
    const things: Things = new Map()
    for (const commit of commits) {
      const changed = this.told.take(commit)
      // What the desk does by itself, such as letting sample cards expire at midnight, nobody asked for.
      if (commit.by.role === 'system') this.ledger.byItself(changed)
      else for (const [thing, is] of changed) things.set(thing, is)
    }
    return { things, torn }
  }

  /** A record that the kill before cut short must have been put aside by the start after it. */
  private async checkPutAside(): Promise<void> {
    const { torn } = this
    if (!torn) return
    const place = join(this.needs.folder, 'set-aside')
    const names = await readdir(place).catch(() => [])
    const kept = await Promise.all(names.map((name) => readFile(join(place, name))))
    if (!kept.some((bytes) => bytes.equals(torn)))
      this.broken.push(`${torn.length} bytes were cut off and not put aside`)
    this.torn = null
  }

  private async whole(): Promise<void> {
    this.wholeChecks += 1
    const { broken, differs, wrong } = await checkWhole(this.needs.folder, this.ledger.all())
    this.broken.push(...broken)
    this.differs.push(...differs)
    this.ledger.faults.wrong.push(...wrong)
  }
}

/** The files of a checkpoint that its manifest does not name, and those in the middle of being written. */
async function halfCheckpoint(folder: string): Promise<ReadonlySet<string>> {
  const place = join(folder, 'snapshot')
  const text = await readFile(join(place, 'manifest.json'), 'utf8').catch(() => '{}')
  const { generation = 0 } = JSON.parse(text) as { generation?: number }
  const found = new Set<string>()
  for (const name of await readdir(place).catch(() => [])) {
    const half = name.endsWith('.new') || Number(/-(\d+)\.json$/.exec(name)?.[1] ?? 0) > generation
    if (half) found.add(`${name} ${(await stat(join(place, name))).mtimeMs}`)
  }
  return found
}
