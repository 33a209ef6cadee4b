import { describe, expect, test } from 'vitest'
import type { CertificateAuthority } from '../../electron/certificates/port'
import type { EncodeOutcome, EncodeProgress, Encoder, Encoding } from '../../electron/encoding/port'
import { simulatedEncoder } from '../../electron/encoding/simulated-encoder'
import type { ProcessContext } from '../../electron/engine/process-package'
import type { Production } from '../../electron/services/production'
import { Underway } from '../../electron/services/processes/underway'
import { PageWork } from '../../electron/services/processes/work'
import type { Card, Certificate, Person } from '../../shared/model'
import { TestAuthority, TestEncoder } from '../support/partners'
import { TestLog } from '../support/test-desk'

const card = { id: 'TC-000007', cardType: 'temporary-card', chipUid: null } as Card
const holder = { id: 'P-000001', givenName: 'Inès', familyName: 'Moreau' } as Person
const encodingOf = (trial: string | null, changes: Partial<Card> = {}): Encoding => ({
  card: { ...card, ...changes } as Card,
  profile: 'Standard',
  pin: '481620',
  puk: '90317264',
  trial,
})

/** Lets the simulated encoder write; `stopAt` asks it to stop when it says it is that far. */
async function encode(encoding: Encoding, stopAt?: number) {
  const told: EncodeProgress[] = []
  const stopper = new AbortController()
  const tell = (progress: EncodeProgress) => {
    told.push(progress)
    if (progress.done === stopAt) stopper.abort()
  }
  const end = await simulatedEncoder(1).encode(encoding, tell, stopper.signal)
  return { end, told }
}

describe('The simulated encoder', () => {
  test('says what it is, and offers every way an encoding can end', () => {
    const { status, profiles, trials } = simulatedEncoder()
    expect(status).toEqual({ name: expect.stringMatching(/simulated/i), simulated: true })
    expect(profiles.length).toBeGreaterThan(0)
    expect(trials.map(({ value }) => value)).toEqual(['works', 'no-chip', 'unplugged', 'pin-refused'])
    for (const { label } of trials) expect(label).not.toBe('')
  })

  test.each(['works', null])('writes part after part; only the last cannot be stopped (%s)', async (trial) => {
    const { end, told } = await encode(encodingOf(trial))
    expect(end).toEqual({ encoded: true, chip: { uid: expect.stringMatching(/^[0-9A-F]{14}$/), cardNumber: null } })
    expect(told.map(({ done, total, stoppable }) => [done, total, stoppable])).toEqual([
      [0, 5, true],
      [1, 5, true],
      [2, 5, true],
      [3, 5, true],
      [4, 5, false],
    ])
  })

  test.each([
    ['no-chip', 'no-chip', 1],
    ['unplugged', 'chip', 3],
    ['pin-refused', 'pin', 4],
  ])('%s ends with %s, at its part', async (trial, cause, parts) => {
    const { end, told } = await encode(encodingOf(trial))
    expect(end).toEqual({ encoded: false, cause, reason: expect.any(String) })
    expect(told).toHaveLength(parts)
  })

  test.each([0, 1, 2, 3])('a stop at part %i is heard before the next', async (stopAt) => {
    const { end, told } = await encode(encodingOf('works'), stopAt)
    expect(end).toMatchObject({ encoded: false, cause: 'stopped' })
    expect(told).toHaveLength(stopAt + 1)
  })

  test('a stop at the last part comes too late: the chip is whole', async () => {
    expect((await encode(encodingOf('works'), 4)).end.encoded).toBe(true)
  })

  test('a stop before it begins leaves the chip alone', async () => {
    const told: EncodeProgress[] = []
    const stopped = AbortSignal.abort()
    const end = await simulatedEncoder(1).encode(encodingOf('works'), (each) => told.push(each), stopped)
    expect(end).toMatchObject({ encoded: false, cause: 'stopped' })
    expect(told).toEqual([])
  })

  test('every card has one chip, the same each time; one on record is kept', async () => {
    const uid = async (changes: Partial<Card>) => {
      const { end } = await encode(encodingOf('works', changes))
      return end.encoded ? end.chip.uid : null
    }
    const seven = await uid({})
    expect(await uid({})).toBe(seven)
    expect(await uid({ id: 'TC-000008' })).not.toBe(seven)
    expect(await uid({ chipUid: '047A5F00C0FFEE' })).toBe('047A5F00C0FFEE')
  })
})

describe('Work on a page', () => {
  const log = new TestLog()
  const context = { card, view: { person: () => holder } } as unknown as ProcessContext
  const secrets = new Map([
    ['pin', '481620'],
    ['puk', '90317264'],
  ])
  const workWith = (partners: { encoder?: Encoder; authority?: CertificateAuthority }) =>
    new PageWork({
      encoder: partners.encoder ?? new TestEncoder(),
      authority: partners.authority ?? new TestAuthority(),
      production: {} as Production,
      log,
      encoderPatienceMilliseconds: 5,
      authorityPatienceMilliseconds: 5,
    })
  const underway = () => new Underway('run-1', 'Initialise temporary card')

  test('does not wait for ever for an encoder that hangs, and asks it to stop', async () => {
    const encoder = new TestEncoder()
    let given: AbortSignal | undefined
    const hanging: Encoder = {
      ...encoder,
      encode: (_encoding, _tell, signal) => {
        given = signal
        return new Promise<EncodeOutcome>(() => {})
      },
    }
    const works = [{ kind: 'encode', profile: 'Standard', trial: null }] as const
    const end = await workWith({ encoder: hanging }).carryOut(works, context, secrets, {}, underway())
    expect(end).toMatchObject({ ok: false, again: 'page', problem: expect.stringContaining(card.id), done: {} })
    expect(given?.aborted).toBe(true)
  })

  test('gives certificates back that come too late', async () => {
    const authority = new TestAuthority()
    const late = Promise.withResolvers<void>()
    const back = Promise.withResolvers<readonly Certificate[]>()
    const { issue } = authority
    authority.issue = async (request) => {
      await late.promise
      return issue(request)
    }
    authority.takeBack = async (certificates) => back.resolve(certificates)
    const works = [{ kind: 'issue', holder: holder.id, validFrom: '2026-11-20', validThrough: '2026-12-04' }] as const
    const end = await workWith({ authority }).carryOut(works, context, secrets, {}, underway())
    expect(end).toMatchObject({ ok: false, problem: expect.stringContaining(card.id), done: {} })
    late.resolve()
    expect(await back.promise).toHaveLength(2)
  })
})
