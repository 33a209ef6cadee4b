import { cp, rm } from 'node:fs/promises'
import { sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { silentLog, systemClock } from '../../electron/ports'
import { openStore, type Store, verifyFolder } from '../../electron/store'
import { picture, runRecords } from '../support/picture'
import { describeCard, describePerson, settingsAre } from './things'

/** What a look at a whole folder found. */
export interface WholeCheck {
  /** Sentences; none when everything is as it should be. */
  readonly broken: readonly string[]
  readonly differs: readonly string[]
  readonly wrong: readonly string[]
}

/**
 * Looks at a folder that nobody has open, and leaves it as it is: the chain from its first record to its head, the
 * snapshot and the journal after it against the journal alone, and everything that must be there.
 */
export async function checkWhole(folder: string, known: ReadonlyMap<string, string>): Promise<WholeCheck> {
  const report = await verifyFolder(folder)
  const broken = report.fault ? [`${report.fault.file}: ${report.fault.what}`] : []
  const both = await opened(folder, 'both', () => true)
  const alone = await opened(folder, 'alone', (name) => name !== 'snapshot')
  try {
    const differs = isDeepStrictEqual(await everything(both.store), await everything(alone.store))
      ? []
      : [`snapshot and journal together are not what the journal alone is, at record ${both.store.view.sequence}`]
    return { broken, differs, wrong: compare(both.store, known) }
  } finally {
    await both.close()
    await alone.close()
  }
}

async function everything(store: Store) {
  return { picture: picture(store), runs: await runRecords(store) }
}

async function opened(folder: string, suffix: string, wanted: (name: string) => boolean) {
  const copy = `${folder}-${suffix}`
  await cp(folder, copy, {
    recursive: true,
    filter: (path) => {
      const name = path.slice(folder.length + 1).split(sep)[0] ?? ''
      return wanted(name) && !name.startsWith('lock.') && name !== 'logs'
    },
  })
  const ids = { random: () => crypto.randomUUID() }
  const store = await openStore({ folder: copy, clock: systemClock, log: silentLog, ids })
  return {
    store,
    async close() {
      await store.close()
      await rm(copy, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

function compare({ view }: Store, known: ReadonlyMap<string, string>): string[] {
  const wrong: string[] = []
  for (const [thing, is] of known) {
    const found = describe(view, thing)
    if (found !== is) wrong.push(`the folder has ${thing} as ${found}; it must be ${is}`)
  }
  return wrong
}

function describe(view: Store['view'], thing: string): string {
  if (thing === 'settings') return settingsAre(view.settings().desk.values)
  const person = view.person(thing)
  if (person) return describePerson(person)
  const card = view.card(thing)
  return card ? describeCard(card) : 'missing'
}
