import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestOf } from '../../shared/contract'
import type { DeskClient } from '../../shared/contract/client'
import type { Desktop, Ids } from '../../electron/ports'
import { commandsOf } from '../matrix/commands'
import { carryThrough } from '../support/answering'
import { TestAuthority } from '../support/partners'
import { must, password, type Somebody, TestDesk } from '../support/test-desk'
import { TestVault } from '../support/test-vault'
import { ToldBureau } from '../support/told-bureau'
import { documentedStates } from '../unit/documented-lifecycle'
import { fencedFiles } from './fence'
import { passwords } from './secrets'
import { SlowEncoder } from './slow-encoder'
import { staff } from './windows'

/** The test's own people: the fuzzing neither acts as one of them nor names one in a payload. */
const helpers = {
  keeper: ['administrator'],
  watcher: ['auditor'],
  clerk: ['operator'],
  decider: ['approver'],
} as const
type Helper = keyof typeof helpers

const persons = 12

/** The world around the desk, which does as it is told. */
export interface Partners {
  readonly bureau: ToldBureau
  readonly encoder: SlowEncoder
  readonly authority: TestAuthority
  readonly vault: TestVault
}

/** A desk of its own with everyone at it, everything switched on, and cards in many states. */
export class FuzzDesk {
  /** The password of each account, by id. */
  readonly passwords = new Map<string, string>()
  /** Ids and user names of the helpers. */
  readonly kept = new Set<string>(Object.keys(helpers))
  private readonly windows = new Map<Helper, Somebody>()

  private constructor(
    readonly test: TestDesk,
    /** A folder for backups, exports and whatever else a call may name. */
    readonly other: string,
    readonly partners: Partners,
    /** `ready`: a restore waits for the desk to be opened anew. */
    readonly restores: { ready: boolean },
  ) {}

  /** A desk nobody has set up yet. The same seed gives the same random names. */
  static async open(seed: number): Promise<FuzzDesk> {
    const other = await mkdtemp(join(tmpdir(), 'card-desk-fuzz-'))
    for (const folder of ['backups', 'exports', 'with a blank, ünd Łetters']) await mkdir(join(other, folder))
    await writeFile(join(other, 'a file'), '')
    const bureau = new ToldBureau()
    bureau.tellsAll = true
    const partners = { bureau, encoder: new SlowEncoder(), authority: new TestAuthority(), vault: new TestVault() }
    const restores = { ready: false }
    const onRestored = () => {
      restores.ready = true
    }
    const rest = { desktop: desktopIn(other), files: fencedFiles(), ids: seededIds(seed), onRestored }
    return new FuzzDesk(await TestDesk.open({ ...partners, ...rest }), other, partners, restores)
  }

  async close(): Promise<void> {
    await this.test.close()
    await rm(this.other, { recursive: true, force: true, maxRetries: 3 })
  }

  /** True once the helpers are there. */
  get isFurnished(): boolean {
    return this.windows.size > 0
  }

  /** Sets the desk up: its first administrator is a helper. */
  async found(): Promise<void> {
    const window = this.test.window()
    const administrator = { userName: 'keeper', name: 'Helper keeper', roles: ['administrator' as const], password }
    must(await window.desk.session.foundDesk({ administrator, sampleData: null }))
    this.windows.set('keeper', window)
    await this.furnish()
  }

  /** Furnishes a desk that somebody else has set up, with their password. */
  async takeOver(userName: string, secret: string): Promise<void> {
    const first = await this.test.signIn(userName, secret)
    must(
      await first.desk.accounts.add({ userName: 'keeper', name: 'Helper keeper', roles: ['administrator'], password }),
    )
    first.connection.close()
    this.windows.set('keeper', await this.test.signIn('keeper'))
    await this.furnish()
  }

  /** The window of a helper, signed in and not locked. */
  async as(helper: Helper): Promise<DeskClient> {
    const known = this.windows.get(helper)
    if (!known) throw new Error(`there is no ${helper}`)
    const state = must(await known.desk.session.state())
    if (state.phase === 'locked') must(await known.desk.session.unlock({ password }))
    if (state.phase === 'signed-out') must(await known.desk.session.signIn({ userName: helper, password }))
    return known.desk
  }

  /** After the desk was opened anew: the helpers come back. */
  async returnHelpers(): Promise<void> {
    for (const helper of this.windows.keys()) this.windows.set(helper, await this.test.signIn(helper))
  }

  private async furnish(): Promise<void> {
    const keeper = await this.as('keeper')
    const { settings } = must(await keeper.settings.read())
    must(await keeper.settings.saveDesk({ version: settings.desk.version, values: { idleLockMinutes: 0 } }))
    for (const [userName, roles] of Object.entries(helpers)) {
      if (userName === 'keeper') continue
      must(await keeper.accounts.add({ userName, name: `Helper ${userName}`, roles: [...roles], password }))
      this.windows.set(userName as Helper, await this.test.signIn(userName))
    }
    for (const [userName, roles] of Object.entries(staff)) {
      const secret = passwords[userName.length % passwords.length] ?? ''
      // Somebody may have taken the name already.
      const added = await keeper.accounts.add({
        userName,
        name: `Colleague ${userName}`,
        roles: [...roles],
        password: secret,
      })
      if (added.ok) this.passwords.set(added.value.id, secret)
    }
    for (const { id, userName } of must(await keeper.accounts.list())) if (userName in helpers) this.kept.add(id)
    await this.switchEverythingOn()
    await this.addCards()
  }

  private async switchEverythingOn(): Promise<void> {
    const keeper = await this.as('keeper')
    for (const cardType of ['card', 'temporary-card'] as const) {
      for (const tab of ['general', ...documentedStates[cardType].map(([state]) => state)] as const) {
        const { settings } = must(await keeper.settings.read())
        const { version } = settings.cardTypes[cardType]
        const { defaults, additional } = commandsOf(cardType, tab, 'on')
        must(
          await keeper.settings.saveCommands({
            cardType,
            tab,
            version,
            defaults: [...defaults],
            additional: [...additional],
          }),
        )
      }
    }
  }

  private async setOptions(values: RequestOf<'settings.saveOptions'>['values']): Promise<void> {
    const keeper = await this.as('keeper')
    const { settings } = must(await keeper.settings.read())
    must(await keeper.settings.saveOptions({ version: settings.options.version, values }))
  }

  /** Orders cards of both types and takes each of them some steps further. */
  private async addCards(): Promise<void> {
    const clerk = await this.as('clerk')
    const people: string[] = []
    for (let number = 0; number < persons; number += 1) {
      const numbers = { employeeNumber: `E-${number}`, upn: `e${number}@example.org` }
      const added = await clerk.persons.add({
        ...numbers,
        givenName: 'Inès',
        familyName: `Okafor ${number}`,
        email: '',
        organisationalUnit: 'Ferries',
      })
      if (added.ok) people.push(added.value.id)
    }
    const queues = (on: boolean) => ({ CardsAddonExtProdQueue: on, TempCardsAddonExtProdQueue: on })
    await this.setOptions({
      ...queues(false),
      CardsAddonExtProdMultipleCards: true,
      CardsCertificates: true,
      TempCardsMultipleCards: true,
    })
    const cards: string[] = []
    for (const [index, person] of people.entries()) {
      // The last ones wait for a decision or in the queue.
      if (index === persons - 4) await this.setOptions(queues(true))
      if (index === persons - 2) await this.setOptions({ CardsAddonExtProdApproval: true })
      cards.push(...(await this.carry('CardsAddonExtProdProcOrder', null, person)))
      cards.push(...(await this.carry('TempCardsAddonExtProdProcOrder', null, person)))
    }
    await this.setOptions({ CardsAddonExtProdApproval: false, FourEyes: true })
    for (const [index, card] of cards.entries())
      await this.further(card, index % 6, people[index % people.length] ?? null)
  }

  /** Takes a card so many steps on its way. */
  private async further(card: string, steps: number, person: string | null): Promise<void> {
    const clerk = await this.as('clerk')
    for (let step = 0; step < steps; step += 1) {
      const profile = must(await clerk.cards.profile({ card }))
      const onward = profile.commands.filter(
        (each) => each.disabledBecause === null && !/Abort|Edit|Repeat/.test(each.process),
      )
      const process = onward[(steps + step) % Math.max(1, onward.length)]?.process
      if (!process) return
      await this.carry(process, card, person)
    }
  }

  /** The cards a wizard ended with; none when it was refused. */
  private async carry(
    process: RequestOf<'processes.open'>['process'],
    card: string | null,
    person: string | null,
  ): Promise<readonly string[]> {
    const somebody = this.windows.get('clerk')
    if (!somebody) throw new Error('there is no clerk')
    const answer = await carryThrough(somebody, { process, card, person: null }, { person, answers: { amount: 1 } })
    if (!answer.ok || answer.value.kind !== 'outcome') return []
    return answer.value.outcome.cards.flatMap(({ id }) => (id === '' ? [] : [id]))
  }
}

/** A person who chooses, or does not, and a system that shows folders, or does not. */
function desktopIn(other: string): Desktop {
  let count = 0
  return {
    chooseFolder: async () => {
      count += 1
      return count % 3 === 0 ? null : join(other, 'backups')
    },
    openFolder: async () => {
      count += 1
      if (count % 4 === 0) throw new Error('The system has no window for files.')
    },
  }
}

/** Names that look random and are the same each time: a story told again meets the same desk. */
function seededIds(seed: number): Ids {
  let count = 0
  return {
    random: () => {
      count += 1
      const digits = createHash('sha256').update(`${seed} ${count}`).digest('hex')
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        digits.slice(12, 16),
        digits.slice(16, 20),
        digits.slice(20, 32),
      ].join('-')
    },
  }
}
