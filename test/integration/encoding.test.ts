import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Answers, RunView } from '../../shared/model'
import { page, pin, pinPage, puk, StockDesk } from '../support/stock-desk'
import { ended, must, outcome, password, refused, run, type Somebody } from '../support/test-desk'
import { saying } from '../support/told-bureau'
import { ToldEncoder, written } from '../support/told-encoder'

/** The encoder is told by the test how each encoding goes; Initialise temporary card is the wizard. */
const initialise = 'TempCardsAddonExtProdInitialize'
let encoder: ToldEncoder
let desk: StockDesk
let card: string

beforeEach(async () => {
  encoder = new ToldEncoder()
  desk = await StockDesk.open(encoder)
  card = await desk.produced()
})
afterEach(() => desk.close())

/** The wizard on the page whose Next writes the chip. */
const readyToEncode = () => desk.onPage(initialise, card, [pinPage])

/** Starts the encoding without waiting for its end. */
function begin(view: RunView, by: Somebody = desk.olga) {
  return by.desk.processes.next({ run: view.run, step: view.step.id, answers: view.answers })
}

/** Everything the desk has on disk, as one piece of text. */
async function everythingOnDisk(): Promise<string> {
  const files = await readdir(desk.test.folder, { recursive: true, withFileTypes: true })
  const contents = files
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1').catch(() => ''))
  return (await Promise.all(contents)).join('\n')
}

describe('the page with PIN and PUK', () => {
  test.each<[string, Answers, Readonly<Record<string, string>>]>([
    ['nothing', { pin: null, pinAgain: null }, { pin: 'This is needed.', pinAgain: 'This is needed.' }],
    ['letters', { pin: '48162a', pinAgain: '48162a' }, { pin: 'Digits only.', pinAgain: 'Digits only.' }],
    ['a PIN too short', { pin: '48162', pinAgain: '48162' }, { pin: '6 to 8 digits.', pinAgain: '6 to 8 digits.' }],
    [
      'a PIN too long',
      { pin: '481620579', pinAgain: '481620579' },
      { pin: '6 to 8 digits.', pinAgain: '6 to 8 digits.' },
    ],
    [
      'a PUK too short',
      { puk: '9031726', pukAgain: '9031726' },
      { puk: 'Exactly 8 digits.', pukAgain: 'Exactly 8 digits.' },
    ],
    [
      'one digit over and over',
      { pin: '777777', pinAgain: '777777' },
      { pin: 'Not the same digit over and over.', pinAgain: 'Not the same digit over and over.' },
    ],
    [
      'digits that count up',
      { pin: '123456', pinAgain: '123456' },
      { pin: 'Not digits that count up or down.', pinAgain: 'Not digits that count up or down.' },
    ],
    ['a PIN repeated wrongly', { pinAgain: '481621' }, { pinAgain: 'The two entries are not the same.' }],
    ['a PUK repeated wrongly', { pukAgain: '90317265' }, { pukAgain: 'The two entries are not the same.' }],
    ['the PIN as PUK', { pin: '90317264', pinAgain: '90317264' }, { puk: 'The PIN and the PUK must not be the same.' }],
    ['a number instead of digits typed', { pin: 481620 }, { pin: 'Digits only.' }],
  ])('tells %s at its field and goes no further', async (_what, wrong, faults) => {
    const view = await desk.onPage(initialise, card)
    const { details } = await desk.refused('invalid-answers', () => desk.next(view, { ...pinPage, ...wrong }))
    expect(details).toEqual({ fields: faults })
    expect(encoder.asked).toEqual([])
    // The page can be mended: nothing was lost.
    expect(page(await desk.next(view, pinPage)).step.id).toBe('encode')
  })

  test('PIN and PUK reach the encoder as typed, leading zeros too', async () => {
    const zeros = { pin: '048162', pinAgain: '048162', puk: '00317264', pukAgain: '00317264' }
    outcome(await run(desk.olga, initialise, card, [zeros, { profile: 'Signature' }]))
    expect(encoder.asked).toEqual([{ profile: 'Signature', pin: '048162', puk: '00317264' }])
  })

  test('going back asks for them again', async () => {
    const view = await readyToEncode()
    const back = must(await desk.olga.desk.processes.back({ run: view.run, step: 'encode', answers: view.answers }))
    expect(back.step.id).toBe('pin')
    expect(Object.keys(back.answers)).not.toContain('pin')
    expect(refused(await desk.next(back)).details.fields).toHaveProperty('pin')
  })
})

describe('an encoding that does not succeed leaves the card as it is, and the next try may', () => {
  test.each([
    ['no-chip', 'There is nothing in the reader.'],
    ['chip', 'It was pulled out half-way.'],
  ] as const)('%s: told on the page, tried again from there', async (cause, reason) => {
    encoder.next((_encoding, tell) => {
      tell({ done: 1, total: 4, text: 'Writing.', stoppable: true })
      return { encoded: false, cause, reason }
    })
    const view = await readyToEncode()
    const before = await desk.test.journalPrint()
    const again = page(await desk.next(view))
    expect(again).toMatchObject({ step: { id: 'encode' }, problem: reason })
    expect(await desk.card(card)).toMatchObject({ state: 'produced', chipUid: null })
    expect(await desk.test.journalPrint()).toBe(before)
    expect(outcome(await desk.next(again)).cards).toMatchObject([{ id: card, ok: true, state: 'unassigned' }])
    expect(encoder.asked.map(({ pin: typed }) => typed)).toEqual([pin, pin])
  })

  test('a PIN the chip refuses: back to the page with the PIN, with the reason, and asked anew', async () => {
    encoder.next(() => ({ encoded: false, cause: 'pin', reason: 'The chip wants another PIN.' }))
    const again = page(await desk.next(await readyToEncode()))
    expect(again).toMatchObject({ step: { id: 'pin' }, problem: 'The chip wants another PIN.' })
    expect(refused(await desk.next(again)).details.fields).toHaveProperty('pin')
    const other = { pin: '730518', pinAgain: '730518', puk, pukAgain: puk }
    const encode = page(await desk.next(again, other))
    expect(encode.problem).toBeNull()
    outcome(await desk.next(encode))
    expect(encoder.asked.at(-1)).toMatchObject({ pin: '730518' })
  })

  test('an encoder that throws: its words go nowhere, for they may hold what it was given', async () => {
    encoder.next((given) => {
      throw new Error(`cannot write ${given.pin} and ${given.puk}`)
    })
    const again = page(await desk.next(await readyToEncode()))
    expect(again.step.id).toBe('encode')
    expect(again.problem).toContain(card)
    expect(again.problem).not.toMatch(/cannot write/)
    expect(desk.test.log.lines.join()).not.toMatch(/cannot write/)
    outcome(await desk.next(again))
  })

  test('an encoder that repeats what it was given in what it says is not quoted', async () => {
    encoder.next((given, tell) => {
      tell({ done: 0, total: 1, text: `Writing ${given.pin}`, stoppable: true })
      return { encoded: false, cause: 'chip', reason: `PUK ${given.puk} was not taken` }
    })
    const view = await readyToEncode()
    const first = must(await begin(view))
    expect(JSON.stringify(first)).not.toContain(pin)
    const again = page(await ended(desk.olga, { ok: true, value: first }))
    expect(again.problem).toContain(card)
    expect(again.problem).not.toContain(puk)
  })

  test('another chip than the card’s is not taken for it', async () => {
    const assigned = await desk.assigned()
    const { chipUid } = await desk.card(assigned)
    encoder.next(() => written('04FFFFFFFFFFFF'))
    const view = await desk.onPage('TempCardsProcExtend', assigned, [{ validThrough: '2026-12-24' }, pinPage])
    const again = page(await desk.next(view))
    expect(again.problem).toContain(assigned)
    expect(await desk.card(assigned)).toMatchObject({ chipUid, validThrough: '2026-12-04' })
    outcome(await desk.next(again))
    expect(await desk.card(assigned)).toMatchObject({ chipUid, validThrough: '2026-12-24' })
  })
})

describe('while the chip is being written', () => {
  test('progress is told, a stop is heard, and the next try succeeds', async () => {
    const held = encoder.holdNext()
    const view = await readyToEncode()
    const working = must(await begin(view))
    expect(working).toMatchObject({
      kind: 'working',
      progress: { done: 1, total: 2, text: 'Half-way.', stoppable: true },
    })
    const signal = await held.begun
    must(await desk.olga.desk.processes.stop({ run: view.run }))
    expect(signal.aborted).toBe(true)
    held.release()
    const again = page(await ended(desk.olga, { ok: true, value: working }))
    expect(again).toMatchObject({ step: { id: 'encode' }, problem: 'It was stopped.' })
    expect(await desk.card(card)).toMatchObject({ state: 'produced' })
    outcome(await desk.next(again))
  })

  test('a part that cannot be stopped is carried through', async () => {
    const held = encoder.holdNext(written('04A1B2C3D4E5F6'), false)
    const view = await readyToEncode()
    const working = must(await begin(view))
    expect(working).toMatchObject({ progress: { stoppable: false } })
    must(await desk.olga.desk.processes.stop({ run: view.run }))
    held.release()
    outcome(await ended(desk.olga, { ok: true, value: working }))
    expect(await desk.card(card)).toMatchObject({ state: 'unassigned' })
  })

  test('neither cancel nor a second Next gets between', async () => {
    const held = encoder.holdNext()
    const view = await readyToEncode()
    const working = must(await begin(view))
    expect(refused(await desk.olga.desk.processes.cancel({ run: view.run })).code).toBe('run-not-found')
    expect(refused(await begin(view)).code).toBe('run-not-found')
    held.release()
    outcome(await ended(desk.olga, { ok: true, value: working }))
    expect(encoder.asked).toHaveLength(1)
  })

  test('signing out ends it: nothing is written, and nobody is told what became of it', async () => {
    const held = encoder.holdNext(written('04A1B2C3D4E5F6'), false)
    const before = await desk.test.journalPrint()
    const view = await readyToEncode()
    const working = must(await begin(view))
    if (working.kind !== 'working') throw new Error('not at work')
    const signal = await held.begun
    const following = desk.olga.desk.processes.follow({ run: view.run, after: working.progress.number })
    must(await desk.olga.desk.session.signOut())
    expect(signal.aborted).toBe(true)
    held.release()
    expect(refused(await following).code).toBe('run-not-found')
    const again = await desk.test.signIn('olga')
    expect(must(await again.desk.cards.profile({ card })).card).toMatchObject({ state: 'produced', chipUid: null })
    expect(await desk.test.journalPrint()).toBe(before)
  })

  test('a card somebody else locked meanwhile: told who and when, and the certificates are given back', async () => {
    const assigned = await desk.assigned()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const held = encoder.holdNext(written('04A1B2C3D4E5F6'))
    const view = await desk.onPage('TempCardsProcExtend', assigned, [{ validThrough: '2026-12-24' }, pinPage])
    const working = must(await begin(view))
    await held.begun
    desk.test.clock.pass(60_000)
    outcome(await run(otto, 'TempCardsProcLock', assigned, [{ reason: 'stolen' }, {}]))
    held.release()
    const { code, message, details } = refused(await ended(desk.olga, { ok: true, value: working }))
    expect(code).toBe('card-changed')
    expect(message).toContain('Otto Weiss')
    expect(details).toMatchObject({ by: 'Otto Weiss', at: '2026-11-20T09:01:00.000Z', state: 'locked' })
    const after = await desk.card(assigned)
    expect(after).toMatchObject({ state: 'locked', validThrough: '2026-12-04' })
    expect(after.certificates.map(({ status }) => status)).toEqual(['revoked', 'revoked'])
    // Two for the assignment; those of the extension, if there are any, came back.
    expect(desk.authority.issued - desk.authority.takenBack).toBe(2)
  })

  test('an end that comes while progress is on its way to the window is not lost', async () => {
    const view = await readyToEncode()
    // The encoding ends, and so many turns of the loop later the window asks for news that is there already.
    for (let turns = 0; turns < 60; turns += 1) {
      const told = Promise.withResolvers<void>()
      const over = Promise.withResolvers<void>()
      encoder.next(async (_encoding, tell) => {
        tell({ done: 1, total: 3, text: 'Begun.', stoppable: true })
        await null
        tell({ done: 2, total: 3, text: 'Half-way.', stoppable: true })
        told.resolve()
        await over.promise
        return { encoded: false, cause: 'no-chip', reason: 'There is nothing in the reader.' }
      })
      const starting = begin(view)
      await told.promise
      must(await starting)
      over.resolve()
      for (let turn = 0; turn < turns; turn += 1) await null
      const news = await desk.olga.desk.processes.follow({ run: view.run, after: 0 })
      // Told of the end already, or of the progress with the end still to come.
      expect(page(await ended(desk.olga, news)).problem).toBe('There is nothing in the reader.')
    }
  })

  test('an idle screen that locks itself does not break the encoding off', async () => {
    const held = encoder.holdNext()
    const view = await readyToEncode()
    const working = must(await begin(view))
    if (working.kind !== 'working') throw new Error('not at work')
    must(await desk.olga.desk.session.lock())
    held.release()
    const locked = await desk.olga.desk.processes.follow({ run: view.run, after: working.progress.number })
    expect(refused(locked).code).toBe('locked')
    must(await desk.olga.desk.session.unlock({ password }))
    outcome(await ended(desk.olga, { ok: true, value: working }))
    expect(await desk.card(card)).toMatchObject({ state: 'unassigned' })
  })
})

describe('the card’s number', () => {
  test('is the chip’s own where the bureau gave none', async () => {
    desk.bureau.toQuestion = saying('produced')
    const numberless = await desk.produced()
    expect(await desk.card(numberless)).toMatchObject({ cardNumber: null })
    encoder.next(() => written('04A1B2C3D4E5F7', '70000 12345'))
    outcome(await run(desk.olga, initialise, numberless, [pinPage, {}]))
    expect(await desk.card(numberless)).toMatchObject({ chipUid: '04A1B2C3D4E5F7', cardNumber: '70000 12345' })
  })

  test('stays the one the bureau printed', async () => {
    encoder.next(() => written('04A1B2C3D4E5F7', '70000 12345'))
    outcome(await run(desk.olga, initialise, card, [pinPage, {}]))
    expect(await desk.card(card)).toMatchObject({ chipUid: '04A1B2C3D4E5F7', cardNumber: `N-${card}` })
  })
})

test('PIN and PUK are nowhere: in no file, no log, no answer and no notice', async () => {
  const answers: unknown[] = []
  // Every way an encoding can end, one after another, in one wizard.
  encoder.next(() => ({ encoded: false, cause: 'no-chip', reason: 'Nothing there.' }))
  encoder.next((given) => {
    throw new TypeError(`${given.pin}${given.puk}`)
  })
  let view = await desk.onPage(initialise, card)
  const step = async (given: Answers) => {
    const first = await desk.olga.desk.processes.next({
      run: view.run,
      step: view.step.id,
      answers: { ...view.answers, ...given },
    })
    const last = await ended(desk.olga, first)
    answers.push(first, last)
    return last
  }
  await step({ ...pinPage, pinAgain: '481621' })
  view = page(await step(pinPage))
  view = page(await step({}))
  view = page(await step({}))
  outcome(await step({}))
  // A wizard given up half-way, and one whose answers come on the wrong page.
  const other = await desk.produced()
  const half = await desk.onPage(initialise, other, [pinPage])
  answers.push(await desk.next(half, { ...pinPage, profile: 'Nonsense' }))
  answers.push(await desk.olga.desk.processes.back({ run: half.run, step: half.step.id, answers: pinPage }))
  answers.push(await desk.olga.desk.processes.cancel({ run: half.run }))
  answers.push(await desk.olga.desk.cards.profile({ card }), await desk.history(card))
  const notices = [...desk.olga.notices, ...desk.ada.notices]
  await desk.test.shutDown()

  const disk = await everythingOnDisk()
  expect(disk).toContain(card)
  for (const secret of [pin, puk, '481621']) {
    expect(disk.includes(secret)).toBe(false)
    expect(desk.test.log.lines.join('\n').includes(secret)).toBe(false)
    expect(JSON.stringify(answers).includes(secret)).toBe(false)
    expect(JSON.stringify(notices).includes(secret)).toBe(false)
  }
  await desk.test.reopen()
})
