import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { abort, firstSegment, open, orderNext, temporaryFolder } from '../support/store-desk'
import { JournalTail } from './journal-tail'
import { type Intent, Ledger } from './ledger'
import { readOptions, UsageError } from './options'
import { Told } from './things'

// A crash test that cannot fail proves nothing: here it is shown what it must notice.

const is = 'processing, Blue, for nobody, to street 1'
const making = (count: number): Intent => ({ changes: new Map(), makes: { count, is, mark: 'street 1' } })
const changing = (thing: string, to: string): Intent => ({ changes: new Map([[thing, to]]), makes: null })

it('What was answered and is not there is lost', () => {
  const ledger = new Ledger(new Map([['TC-000001', 'processing']]))
  ledger.answered(ledger.asked(making(1)), new Map([['TC-000002', is]]))
  ledger.answered(ledger.asked(changing('TC-000001', 'aborted')), new Map([['TC-000001', 'aborted']]))
  ledger.settle(new Map([['TC-000001', 'processing']]))
  expect(ledger.faults.lost).toHaveLength(2)
  expect(ledger.acknowledged).toBe(2)
})

it('A part of what is made in one go is half-applied, and so is a card between two states', () => {
  const ledger = new Ledger(new Map())
  ledger.asked(making(3))
  ledger.settle(
    new Map([
      ['TC-000001', is],
      ['TC-000002', is],
      ['TC-000003', is.replace('processing', 'requested')],
    ]),
  )
  expect(ledger.faults.halfApplied).toHaveLength(2)
})

it('What nobody asked for is wrong, and what was asked for and not answered may be there or not', () => {
  const ledger = new Ledger(new Map([['TC-000001', 'processing']]))
  ledger.asked(making(1))
  ledger.asked(changing('TC-000001', 'aborted'))
  ledger.settle(new Map([['TC-000001', 'aborted']]))
  expect([ledger.faults, ledger.unanswered, ledger.happened]).toEqual([{ lost: [], halfApplied: [], wrong: [] }, 2, 1])
  expect(ledger.what('TC-000001')).toBe('aborted')
  ledger.settle(
    new Map([
      ['TC-000001', 'locked'],
      ['TC-000009', is],
    ]),
  )
  expect(ledger.faults.wrong).toHaveLength(2)
})

it('The journal is read without the store, record by record, with what a kill left of the last', async () => {
  const folder = await temporaryFolder()
  const store = await open({ folder })
  await store.transact(orderNext)
  const tail = new JournalTail(folder)
  const told = new Told()
  const [first] = (await tail.read()).commits
  expect([...(first ? told.take(first) : [])]).toEqual([
    ['TC-000001', 'processing, Blue, for nobody, to Card desk, Main Street 1'],
  ])
  await store.transact(abort('TC-000001'))
  await store.close()
  const journal = join(folder, firstSegment)
  await appendFile(journal, '{"by":')
  const { commits, torn } = await tail.read()
  expect([commits.map(({ sequence }) => sequence), String(torn)]).toEqual([[2], '{"by":'])
  const bytes = await readFile(journal)
  await writeFile(journal, bytes.toString('utf8').replace('"aborted"', '"expired"'))
  await expect(new JournalTail(folder).read()).rejects.toThrow('record 2 in 000000000001.ndjson is damaged')
})

it('Wrong options are told', () => {
  expect(readOptions(['--kills', '2000', '--seed', '7'])).toEqual({ kills: 2000, seed: 7, keep: null, report: null })
  expect(readOptions([], () => 42)).toMatchObject({ seed: 42 })
  for (const values of [['--kills', '0'], ['--kills', '-1'], ['--kills', 'many'], ['--deaths', '3'], ['2000']]) {
    expect(() => readOptions(values)).toThrow(UsageError)
  }
})
