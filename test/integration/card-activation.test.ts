import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CardDesk, pins } from '../support/card-desk'
import { TestAuthority } from '../support/partners'
import { ended, must, outcome, run, setOptions, type Somebody, switchOn } from '../support/test-desk'
import { saying } from '../support/told-bureau'

// Activate card (domain 3.1): the holder is checked, the chip written, and chip, number
// and certificates come onto the record in the commit that makes the card Active.
const activate = 'CardsAddonExtProdProcActivate'
const check = { identity: 'identity-document' }

let authority: TestAuthority
let desk: CardDesk
beforeEach(async () => {
  authority = new TestAuthority()
  desk = await CardDesk.open({ authority })
})
afterEach(() => desk.close())

const go = (pages: readonly object[], card: string) => run(desk.olga, activate, card, pages as never)

describe('Activate card', () => {
  it('checks the holder, asks for PIN and PUK, writes the chip and puts the card into use', async () => {
    const card = await desk.produced()
    const view = must(await desk.olga.desk.processes.open({ process: activate, card, person: null }))
    expect(view.step.review.map(({ value }) => value)).toEqual(expect.arrayContaining(['Łukasz Żak', 'Facilities']))
    const done = outcome(await go([check, pins, { profile: 'Signature' }], card))
    expect(done.cards).toMatchObject([{ id: card, ok: true, state: 'active' }])
    const after = await desk.card(card)
    expect(after).toMatchObject({ chipProfile: 'Signature', cardNumber: '7700 1234', certificates: [] })
    expect(after.chipUid).toMatch(/^[0-9A-F]+$/)
    expect(await desk.lastEntry(card)).toMatchObject({
      process: activate,
      from: 'produced',
      to: 'active',
      input: { identity: 'identity-document', profile: 'Signature', certificates: 0 },
    })
    expect(authority.issued).toBe(0)
  })

  it('wants the holder to be checked, and in which way', async () => {
    const card = await desk.produced()
    for (const identity of [null, '', 'trusted']) await desk.refused('invalid-answers', () => go([{ identity }], card))
  })

  it('issues certificates with the option on, from today to the last day of the card, in the same commit', async () => {
    await setOptions(desk.ada, { CardsCertificates: true })
    const card = await desk.produced()
    const before = (await desk.test.journal()).split('\n').length
    outcome(await go([check, pins, {}], card))
    expect((await desk.test.journal()).split('\n').length).toBe(before + 1)
    const { certificates } = await desk.card(card)
    expect(certificates.map(({ purpose }) => purpose)).toEqual(['authentication', 'signature'])
    for (const certificate of certificates) {
      expect(certificate).toMatchObject({ status: 'valid', validFrom: '2026-11-20', validThrough: '2029-11-20' })
    }
    expect((await desk.lastEntry(card)).input).toMatchObject({ certificates: 2 })
  })

  it('leaves the card Produced when no certificates are issued, and does not write the chip twice', async () => {
    await setOptions(desk.ada, { CardsCertificates: true })
    authority.fails = true
    const card = await desk.produced()
    const before = await desk.test.journalPrint()
    const { view } = page(await go([check, pins, {}], card))
    expect(view.problem).toContain(card)
    expect(view.step.id).toBe('encode')
    expect(await desk.test.journalPrint()).toBe(before)
    authority.fails = false
    expect(outcome(await next(desk.olga, view.run, {})).cards[0]?.state).toBe('active')
    expect((await desk.card(card)).certificates).toHaveLength(2)
  })

  it.each([
    ['no-chip', 'encode'],
    ['unplugged', 'encode'],
    ['pin-refused', 'pin'],
  ])('leaves the card as it is when the chip says %s, and lets the operator try again', async (trial, shown) => {
    const card = await desk.produced()
    const before = await desk.test.journalPrint()
    const { view } = page(await go([check, pins, { trial }], card))
    expect(view.problem).not.toBe(null)
    expect(view.step.id).toBe(shown)
    expect(await desk.test.journalPrint()).toBe(before)
    let last = view.run
    if (shown === 'pin') last = page(await next(desk.olga, view.run, pins, 'pin')).view.run
    expect(outcome(await next(desk.olga, last, { trial: 'works' })).cards[0]?.state).toBe('active')
  })

  it('tells a wrong or repeated PIN at its field', async () => {
    const card = await desk.produced()
    const wrong: readonly (readonly [object, string])[] = [
      [{ pinAgain: '274907' }, 'pinAgain'],
      [{ pin: '12a456', pinAgain: '12a456' }, 'pin'],
      [{ pin: '111111', pinAgain: '111111' }, 'pin'],
      [{ puk: '9081726', pukAgain: '9081726' }, 'puk'],
      [{ pin: '90817264', pinAgain: '90817264' }, 'puk'],
    ]
    for (const [change, field] of wrong) {
      const before = await desk.test.journalPrint()
      const answer = await go([check, { ...pins, ...change }], card)
      expect(answer.ok === false && Object.keys(answer.error.details.fields ?? {})).toContain(field)
      expect(await desk.test.journalPrint()).toBe(before)
    }
  })

  it('never writes PIN or PUK anywhere, nor sends them back', async () => {
    await setOptions(desk.ada, { CardsCertificates: true })
    const card = await desk.produced()
    const shown = JSON.stringify(must(await go([check, pins], card)))
    const answers = await go([check, pins, { trial: 'pin-refused' }], card)
    outcome(await go([check, pins, {}], card))
    const everything = [shown, JSON.stringify(answers), await desk.test.journal(), ...desk.test.log.lines].join('\n')
    for (const secret of [pins.pin, pins.puk]) expect(everything).not.toContain(secret)
    expect(desk.test.log.lines.length).toBeGreaterThan(0)
  })

  it('says that encoder and authority are simulated', async () => {
    await desk.close()
    const { simulatedAuthority } = await import('../../electron/certificates/simulated-authority')
    desk = await CardDesk.open({ authority: simulatedAuthority({ random: () => crypto.randomUUID() }) })
    await setOptions(desk.ada, { CardsCertificates: true })
    const { view } = page(await go([check, pins], await desk.produced()))
    expect(view.step.warning).toMatch(/encoder is a simulated one.*authority is a simulated one/)
  })

  it('takes the number of the chip where the bureau has printed none', async () => {
    await desk.close()
    const { TestEncoder } = await import('../support/partners')
    const encoder = new TestEncoder()
    const write = encoder.encode.bind(encoder)
    encoder.encode = async (encoding) => {
      const end = await write(encoding)
      return end.encoded ? { ...end, chip: { ...end.chip, cardNumber: 'CHIP-9' } } : end
    }
    desk = await CardDesk.open({ encoder })
    const known = await desk.produced()
    const unknown = await desk.ordered()
    desk.bureau.toQuestion = saying('produced')
    outcome(await run(desk.olga, 'CardsAddonExtProdProcUpdate', unknown, [{}, {}]))
    for (const card of [known, unknown]) outcome(await go([check, pins, {}], card))
    expect((await desk.card(known)).cardNumber).toBe('7700 1234')
    expect((await desk.card(unknown)).cardNumber).toBe('CHIP-9')
  })

  it('is possible on the last day of the card, and not after it', async () => {
    const cards = [await desk.produced(), await desk.produced()]
    await desk.goTo('2029-11-20')
    expect(outcome(await go([check, pins, {}], cards[0] ?? '')).cards[0]?.state).toBe('active')
    // The day begins while the wizard is open, before the expiry run has come by.
    const { view } = page(await go([check, pins], cards[1] ?? ''))
    await desk.goTo('2029-11-21')
    await desk.refused('condition-not-met', () => next(desk.olga, view.run, {}), cards[1] ?? '', '2029-11-20')
  })

  it('gives certificates back when the card was changed while its chip was written', async () => {
    await setOptions(desk.ada, { CardsCertificates: true })
    await switchOn(desk.ada, 'card', 'produced', 'CardsProcEdit')
    const card = await desk.produced()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const { view } = page(await go([check, pins], card))
    const issue = authority.issue
    authority.issue = async (request) => {
      const certificates = await issue(request)
      outcome(await run(otto, 'CardsProcEdit', card, [{ title: 'Head' }, {}]))
      return certificates
    }
    const answer = await next(desk.olga, view.run, {})
    expect(answer.ok === false && answer.error.code).toBe('card-changed')
    await expect.poll(() => authority.takenBack).toBe(2)
    expect(await desk.card(card)).toMatchObject({ state: 'produced', title: 'Head', certificates: [], chipUid: null })
  })

  it('is finished by exactly one of two operators', async () => {
    const card = await desk.produced()
    const otto = await desk.test.somebody(desk.ada, 'otto', 'operator')
    const answers = await Promise.all([desk.olga, otto].map((each) => run(each, activate, card, [check, pins, {}])))
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))).toEqual(['card-changed'])
  })
})

/** The page a Next led to. */
function page(answer: Awaited<ReturnType<typeof go>>) {
  const value = must(answer)
  if (value.kind !== 'step') throw new Error('the wizard is on a page')
  return value
}

/** The Next of a page; by default of the one that writes the chip. */
async function next(somebody: Somebody, id: string, answers: object, step = 'encode') {
  const suggested = step === 'encode' ? { profile: 'Standard', trial: 'works' } : {}
  const given = { ...suggested, ...answers }
  return ended(somebody, await somebody.desk.processes.next({ run: id, step, answers: given }))
}
