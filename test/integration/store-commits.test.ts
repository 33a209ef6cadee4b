import { dirname } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '../../electron/engine/default-settings'
import type { Committed, Store } from '../../electron/store'
import { Memory } from '../../electron/store/memory'
import { refusal } from '../../shared/errors'
import { FaultyFiles } from '../support/faulty-files'
import {
  abort,
  accountOf,
  committed,
  edit,
  idOf,
  journalLines,
  olga,
  open,
  orderedCard,
  orderNext,
  personOf,
  picture,
  refusedWith,
  retitle,
  temporaryFolder,
  write,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

async function desk(cards = 0) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const log = new TestLog()
  const store = await open({ folder, log, files: disk.files })
  for (let number = 1; number <= cards; number += 1) await store.transact(orderNext)
  return { folder, disk, log, store, flushes: () => disk.count('flush', '.ndjson') }
}

const states = (store: Store) => [...store.cards()].map((card) => card.state)

describe('A commit', () => {
  it('is one line, written and flushed once, before it is answered', async () => {
    const { folder, store, disk, flushes } = await desk(1)
    const before = flushes()
    const writes = disk.count('write', '.ndjson')
    const { commit, cards } = committed(await store.transact(abort('TC-000001')))
    expect(flushes()).toBe(before + 1)
    expect(disk.count('write', '.ndjson')).toBe(writes + 1)
    const lines = await journalLines(folder)
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ sequence: 2, by: olga, events: commit.events })
    expect(cards).toHaveLength(1)
    expect(cards[0]?.before).toMatchObject({ state: 'processing', version: 2, lastSequence: 1 })
    expect(cards[0]?.card).toMatchObject({ state: 'aborted', version: 3, lastSequence: 2 })
    expect(store.view.card('TC-000001')).toEqual(cards[0]?.card)
  })

  it('founds the desk with its first event, once', async () => {
    const { store } = await desk()
    expect(store.status().desk).toBeNull()
    const first = committed(await store.transact(orderNext))
    expect(first.commit.events.map((event) => event.type)).toEqual(['desk-founded', 'card-moved', 'card-moved'])
    const second = committed(await store.transact(orderNext))
    expect(second.commit.events.map((event) => event.type)).toEqual(['card-moved', 'card-moved'])
    expect(store.status().desk).toBe('id-1')
  })

  it('tells a new card without a card before it, however many events made it', async () => {
    const { store } = await desk()
    const { cards } = committed(await store.transact(orderNext))
    expect(cards).toHaveLength(1)
    expect(cards[0]).toMatchObject({ before: undefined, card: { id: 'TC-000001', state: 'processing', version: 2 } })
  })

  it('without events leaves no record', async () => {
    const { store, folder } = await desk(1)
    const answer = committed(await store.transact(() => ({ ok: true, by: olga, events: [] })))
    expect(answer).toEqual({ ok: true, commit: { sequence: 1, by: olga, events: [] }, cards: [] })
    expect(await journalLines(folder)).toHaveLength(1)
  })

  it('that is refused leaves no record', async () => {
    const { store, folder } = await desk(1)
    const no = refusal('wrong-state', 'No.')
    expect(await store.transact(() => no)).toBe(no)
    expect(await journalLines(folder)).toHaveLength(1)
  })

  it('that cannot follow what is there never reaches the disk, and the next one works', async () => {
    const { store, folder, disk } = await desk(1)
    const writes = disk.count('write', '.ndjson')
    const [making] = orderedCard(1)
    await expect(write(store, making as never)).rejects.toThrow()
    await expect(store.transact(() => Promise.reject() as never)).rejects.toThrow()
    await expect(
      store.transact(() => {
        throw new Error('a bug')
      }),
    ).rejects.toThrow('a bug')
    await expect(write(store, { type: 'card-eaten' } as never)).rejects.toThrow()
    expect(disk.count('write', '.ndjson')).toBe(writes)
    committed(await store.transact(abort('TC-000001')))
    expect(await journalLines(folder)).toHaveLength(2)
  })

  it('keeps nothing of the objects that were handed in', async () => {
    const { store } = await desk()
    const person = { ...personOf(1) }
    await write(store, { type: 'person-saved', person })
    person.givenName = 'somebody else'
    expect(store.view.person('P-000001')?.givenName).toBe('Zoë')
  })

  it('changes persons, accounts and settings as well', async () => {
    const { store } = await desk()
    await write(store, { type: 'person-saved', person: personOf(1) }, ...orderedCard(1, 'P-000001'))
    await write(store, { type: 'account-saved', change: 'added', account: accountOf(1) })
    const before = { idleLockMinutes: 10 }
    await write(store, { type: 'settings-saved', section: 'desk', before, after: { idleLockMinutes: 3 } })
    const changed = personOf(1, { version: 2, employeeNumber: 'E-77' })
    await write(store, { type: 'person-saved', person: changed })
    const { view } = store
    expect(view.person('P-000001')).toEqual(changed)
    expect(view.personWithEmployeeNumber('E-77')).toEqual(changed)
    expect(view.personWithEmployeeNumber('E-1')).toBeUndefined()
    expect(view.cardsOf('P-000001').map((card) => card.id)).toEqual(['TC-000001'])
    expect(view.accounts()).toEqual([accountOf(1)])
    expect(view.account('U-000001')).toEqual(accountOf(1))
    expect(view.settings()).toEqual({ ...defaultSettings(), desk: { version: 1, values: { idleLockMinutes: 3 } } })
    expect(store.status()).toMatchObject({ sequence: 4, cards: 1, segments: 1 })
  })

  it('moves a card from one holder to the next', async () => {
    const { store } = await desk()
    await write(store, ...[1, 2].map((number) => ({ type: 'person-saved', person: personOf(number) }) as const))
    await write(store, ...orderedCard(1, 'P-000001'))
    await write(store, ...orderedCard(2, 'P-000001'))
    const hold = (holder: string | null) => store.transact(edit('TC-000001', { holder }))
    await hold('P-000002')
    expect(store.view.cardsOf('P-000001').map((card) => card.id)).toEqual(['TC-000002'])
    expect(store.view.cardsOf('P-000002').map((card) => card.id)).toEqual(['TC-000001'])
    await hold(null)
    expect(store.view.cardsOf('P-000002')).toEqual([])
  })
})

describe('Waiting commits', () => {
  it('on different cards share few flushes', async () => {
    const { store, flushes } = await desk(100)
    const before = flushes()
    const ids = [...store.cards()].map((card) => card.id)
    const answers = await Promise.all(ids.map((id) => store.transact(abort(id))))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(states(store)).toEqual(ids.map(() => 'aborted'))
    expect(flushes() - before).toBeLessThanOrEqual(2)
    expect(store.view.sequence).toBe(200)
  })

  it('of many bytes are taken in several flushes, so that others have their turn between them', async () => {
    const { store, flushes } = await desk(12)
    const before = flushes()
    const title = 'x'.repeat(100_000)
    await Promise.all([...store.cards()].map((card) => store.transact(retitle(card.id, title))))
    // Three go over a quarter of a million bytes: a fourth is not begun.
    expect(flushes() - before).toBe(4)
  })

  it('that make new things share a flush too, and no number is given twice', async () => {
    const { store, flushes } = await desk()
    const answers = await Promise.all(Array.from({ length: 100 }, () => store.transact(orderNext)))
    const made = answers.flatMap((answer) => committed(answer).cards.map(({ card }) => card.id))
    expect(made).toEqual(Array.from({ length: 100 }, (_, index) => idOf('TC', index + 1)))
    expect(flushes()).toBeLessThanOrEqual(2)
  })

  it('gives numbers out once within a decision, and again when it is not committed', async () => {
    const { store } = await desk()
    const given: string[] = []
    const no = refusal('not-found', 'No.')
    const ask = () =>
      store.transact((view) => {
        given.push(...view.nextIds('card', 2), ...view.nextIds('card', 1))
        return no
      })
    await Promise.all([ask(), ask()])
    expect(given).toEqual(['C-000001', 'C-000002', 'C-000003', 'C-000001', 'C-000002', 'C-000003'])
  })

  it('on one card see each other', async () => {
    const { store } = await desk(1)
    const seen: (string | undefined)[] = []
    const look = (title: string) =>
      store.transact((view) => {
        seen.push(view.card('TC-000001')?.title)
        return retitle('TC-000001', title)(view)
      })
    const answers = await Promise.all(['one', 'two', 'three'].map(look))
    expect(answers.map((answer) => committed(answer).commit.sequence)).toEqual([2, 3, 4])
    // Decided again when the first was durable: the last look of each is at the one before it.
    expect(seen.slice(0, 1)).toEqual([''])
    expect(seen.filter((title, index) => seen.lastIndexOf(title) === index)).toEqual(['', 'one', 'two'])
    expect(store.view.card('TC-000001')).toMatchObject({ title: 'three', version: 5 })
  })

  it('are refused on what is true when their turn comes', async () => {
    const { store } = await desk(1)
    const abortOnce = () =>
      store.transact((view) => {
        const state = view.card('TC-000001')?.state
        return state === 'processing' ? abort('TC-000001')(view) : refusal('wrong-state', `It is ${state}.`)
      })
    const [first, second] = await Promise.all([abortOnce(), abortOnce()])
    committed(first)
    expect(refusedWith(second).message).toBe('It is aborted.')
  })

  it.each<[string, (view: Store['view']) => unknown, unknown]>([
    ['the holder of cards', (view) => view.cardsOf('P-000001').map((card) => card.id), ['TC-000001']],
    ['an employee number', (view) => view.personWithEmployeeNumber('E-1')?.id, 'P-000001'],
    ['a person', (view) => view.person('P-000001')?.id, 'P-000001'],
    ['an account', (view) => view.account('U-000001')?.id, 'U-000001'],
    ['all accounts', (view) => view.accounts().length, 1],
    ['the settings', (view) => view.settings().desk.version, 1],
    ['how far the desk has come', (view) => view.sequence, 1],
  ])('that read %s see what the commit before them wrote', async (_, read, expected) => {
    const { store } = await desk()
    const desk10 = { idleLockMinutes: 10 }
    const writing = write(
      store,
      { type: 'person-saved', person: personOf(1) },
      ...orderedCard(1, 'P-000001'),
      { type: 'account-saved', change: 'added', account: accountOf(1) },
      { type: 'settings-saved', section: 'desk', before: desk10, after: desk10 },
    )
    let seen: unknown
    await store.transact((view) => {
      seen = read(view)
      return refusal('not-found', 'No.')
    })
    expect(seen).toEqual(expected)
    committed(await writing)
  })

  it('go on after one of them turns out to be a bug', async () => {
    const { store } = await desk(3)
    const answers = await Promise.allSettled([
      store.transact(abort('TC-000001')),
      write(store, orderedCard(2)[0] as never),
      store.transact(abort('TC-000003')),
    ])
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(states(store)).toEqual(['aborted', 'processing', 'aborted'])
  })
})

describe('Subscribers', () => {
  it('are told of every commit after it is durable and applied, until they leave', async () => {
    const { store, flushes } = await desk(1)
    const told: { committed: Committed; flushes: number; state: string | undefined }[] = []
    const leave = store.subscribe((committed) => {
      told.push({ committed, flushes: flushes(), state: store.view.card('TC-000001')?.state })
    })
    const before = flushes()
    const answer = committed(await store.transact(abort('TC-000001')))
    expect(told).toEqual([{ committed: answer, flushes: before + 1, state: 'aborted' }])
    leave()
    await store.transact(orderNext)
    expect(told).toHaveLength(1)
  })

  it('that throw break nothing', async () => {
    const { store, log } = await desk()
    const told: number[] = []
    store.subscribe(() => {
      throw new Error('a careless listener')
    })
    store.subscribe(({ commit }) => told.push(commit.sequence))
    committed(await store.transact(orderNext))
    committed(await store.transact(orderNext))
    expect(told).toEqual([1, 2])
    expect(log.lines.filter((line) => line.includes('a careless listener'))).toHaveLength(2)
  })
})

describe('Closing', () => {
  it('comes to an end also when memory could not take in what the journal has, and the next start can', async () => {
    const { folder, log, store } = await desk(1)
    vi.spyOn(Memory.prototype, 'apply').mockImplementationOnce(() => {
      throw new Error('made up by a test')
    })
    await expect(store.transact(abort('TC-000001'))).rejects.toThrow('made up by a test')
    const into = dirname(folder)
    await expect(store.backup({ into, kind: 'by-hand', by: olga })).rejects.toThrow('memory does not show')
    await expect(store.checkpoint()).rejects.toThrow()
    await store.close()
    expect(log.lines.some((line) => line.includes('checkpoint failed at closing'))).toBe(true)
    expect((await open({ folder })).view.card('TC-000001')?.state).toBe('aborted')
  })

  it('waits for what is under way, refuses what comes later, and may be asked for twice', async () => {
    const { store, folder } = await desk(1)
    const under = store.transact(abort('TC-000001'))
    const closing = store.close()
    expect(refusedWith(await store.transact(orderNext)).code).toBe('storage-failed')
    committed(await under)
    await Promise.all([closing, store.close()])
    const again = await open({ folder })
    expect(picture(again)).toEqual(picture(store))
    expect(states(again)).toEqual(['aborted'])
  })
})
