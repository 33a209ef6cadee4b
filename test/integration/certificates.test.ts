import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CertificateAuthority } from '../../electron/certificates/port'
import { simulatedAuthority } from '../../electron/certificates/simulated-authority'
import type { Answer } from '../../shared/errors'
import type { Advance, RunView } from '../../shared/model'
import { FaultyFiles } from '../support/faulty-files'
import { page, pinPage, StockDesk } from '../support/stock-desk'
import { ended, must, outcome, refused, run } from '../support/test-desk'
import { ToldEncoder } from '../support/told-encoder'

/** What the desk does with an authority that fails, takes its time, or has issued for nothing. */
let encoder: ToldEncoder
let desk: StockDesk

beforeEach(async () => {
  encoder = new ToldEncoder()
  desk = await StockDesk.open(encoder)
})
afterEach(() => desk.close())

/** The last page of an extension, whose Next writes the chip and asks for certificates. */
async function readyToExtend(card: string): Promise<RunView> {
  return desk.onPage('TempCardsProcExtend', card, [{ validThrough: '2026-12-24' }, pinPage])
}

/** Lets the authority wait in the middle; answers when it does, and how to let it go on. */
function holdAuthority() {
  const begun = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const issue = desk.authority.issue
  desk.authority.issue = async (request) => {
    begun.resolve()
    await released.promise
    return issue(request)
  }
  return { begun: begun.promise, release: released.resolve }
}

/** Starts the work of a page without waiting for its end. */
function begin(view: RunView): Promise<Answer<Advance>> {
  return desk.olga.desk.processes.next({ run: view.run, step: view.step.id, answers: view.answers })
}

describe('an authority that issues nothing', () => {
  test('the page says so, the card is left, and the next try does not write the chip again', async () => {
    const card = await desk.assigned()
    const before = await desk.card(card)
    desk.authority.fails = true
    const written = encoder.asked.length
    const journal = await desk.test.journalPrint()
    const again = page(await desk.next(await readyToExtend(card)))
    expect(again).toMatchObject({ step: { id: 'encode' }, problem: expect.stringContaining(card) })
    expect(encoder.asked).toHaveLength(written + 1)
    expect(await desk.card(card)).toEqual(before)
    expect(await desk.test.journalPrint()).toBe(journal)

    desk.authority.fails = false
    outcome(await desk.next(again))
    expect(encoder.asked).toHaveLength(written + 1)
    expect(await desk.card(card)).toMatchObject({ validThrough: '2026-12-24', chipProfile: 'Standard' })
  })

  test('another profile chosen for the next try is written, and it is what the record says', async () => {
    const card = await desk.assigned()
    desk.authority.fails = true
    const again = page(await desk.next(await readyToExtend(card)))
    desk.authority.fails = false
    outcome(await desk.next(again, { profile: 'Signature' }))
    expect(encoder.asked.at(-1)).toMatchObject({ profile: 'Signature' })
    expect(await desk.card(card)).toMatchObject({ chipProfile: 'Signature' })
  })

  test('an assignment is not made without certificates', async () => {
    const card = await desk.inStock()
    desk.authority.fails = true
    const view = await desk.onPage('TempCardsProcAssign', card, [{ holder: await desk.person() }, {}])
    const again = page(await desk.next(view))
    expect(again).toMatchObject({ step: { id: 'confirm' }, problem: expect.stringContaining(card) })
    expect(await desk.card(card)).toMatchObject({ state: 'unassigned', holder: null, certificates: [] })
    desk.authority.fails = false
    outcome(await desk.next(again))
    expect(await desk.card(card)).toMatchObject({ state: 'assigned' })
  })
})

describe('certificates issued for nothing are given back', () => {
  test('when somebody else changed the card meanwhile', async () => {
    const card = await desk.assigned()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const view = await readyToExtend(card)
    const held = holdAuthority()
    const working = await begin(view)
    await held.begun
    outcome(await run(otto, 'TempCardsProcWithdraw', card, [{ reason: 'returned' }, {}]))
    held.release()
    const { code, details } = refused(await ended(desk.olga, working))
    expect(code).toBe('card-changed')
    expect(details).toMatchObject({ by: 'Otto Weiss', process: 'TempCardsProcWithdraw', state: 'unassigned' })
    // Two came with the assignment and stay; two for the extension came and went back.
    expect([desk.authority.issued, desk.authority.takenBack]).toEqual([4, 2])
    expect((await desk.card(card)).certificates.map(({ status }) => status)).toEqual(['revoked', 'revoked'])
  })

  test('when the person signs out while the authority is asked', async () => {
    const card = await desk.inStock()
    const view = await desk.onPage('TempCardsProcAssign', card, [{ holder: await desk.person() }, {}])
    const held = holdAuthority()
    const gone = Promise.withResolvers<void>()
    const takeBack = desk.authority.takeBack
    desk.authority.takeBack = async (certificates) => {
      await takeBack(certificates)
      gone.resolve()
    }
    const working = begin(view)
    await held.begun
    must(await desk.olga.desk.session.signOut())
    held.release()
    await gone.promise
    await working
    const again = await desk.test.signIn('olga')
    expect(must(await again.desk.cards.profile({ card })).card).toMatchObject({ state: 'unassigned', certificates: [] })
    expect([desk.authority.issued, desk.authority.takenBack]).toEqual([2, 2])
  })

  test('an authority that cannot take them back does not change the answer; the log names the serials', async () => {
    const card = await desk.assigned()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const view = await readyToExtend(card)
    const held = holdAuthority()
    desk.authority.takeBack = async () => {
      throw new Error('no line')
    }
    const working = await begin(view)
    await held.begun
    outcome(await run(otto, 'TempCardsProcLock', card, [{ reason: 'lost' }, {}]))
    held.release()
    expect(refused(await ended(desk.olga, working)).code).toBe('card-changed')
    const serial = '3'.padStart(32, '0')
    await expect
      .poll(() => desk.test.log.lines.filter((line) => line.includes('certificates not taken back')))
      .toEqual([expect.stringContaining(serial)])
  })
})

test('a disk that refuses keeps what was brought: the next try writes no chip and asks for no certificates again', async () => {
  const disk = new FaultyFiles()
  await desk.restart({ files: disk.files })
  const card = await desk.assigned()
  const view = await desk.onPage('TempCardsProcExtend', card, [{ validThrough: '2026-12-24' }, pinPage])
  const [written, issued] = [encoder.asked.length, desk.authority.issued]
  disk.failOn('write', 'journal', 'ENOSPC')
  expect(refused(await desk.next(view)).code).toBe('storage-failed')
  expect(await desk.card(card)).toMatchObject({ validThrough: '2026-12-04' })
  disk.fate = () => null
  outcome(await desk.next(view))
  expect(await desk.card(card)).toMatchObject({ validThrough: '2026-12-24' })
  expect([encoder.asked.length, desk.authority.issued]).toEqual([written + 1, issued + 2])
  expect(desk.authority.takenBack).toBe(0)
})

test('the simulated authority says what it is, and issues one certificate for each purpose', async () => {
  const names = ['one', 'two']
  const authority: CertificateAuthority = simulatedAuthority({ random: () => names.pop() ?? '' })
  expect(authority.status).toEqual({ name: expect.stringMatching(/simulated/i), simulated: true })
  const card = await desk.card(await desk.inStock())
  const holder = must(await desk.olga.desk.persons.read({ person: await desk.person() }))
  const issued = await authority.issue({ card, holder, validFrom: '2026-11-20', validThrough: '2026-12-04' })
  const days = { validFrom: '2026-11-20', validThrough: '2026-12-04', status: 'valid', heldBy: null }
  expect(issued).toEqual([
    { serial: expect.stringMatching(/^[0-9A-F]{32}$/), purpose: 'authentication', ...days },
    { serial: expect.stringMatching(/^[0-9A-F]{32}$/), purpose: 'signature', ...days },
  ])
  expect(issued[0]?.serial).not.toBe(issued[1]?.serial)
})
