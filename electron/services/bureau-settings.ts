import type { ParsedRequestOf, ResponseOf, SessionUser } from '../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { cardTypes } from '../../shared/lifecycle'
import type { BureauSettings, Settings } from '../../shared/model'
import { t } from '../../shared/texts'
import type { Clock } from '../ports'
import { isOpen, openStates } from '../processes/batch-sync'
import { type Bureau, BureauUnavailable } from '../production/port'
import { originOf, secretFault } from '../production/rest/address'
import type { Store } from '../store/port'
import { bureauAfter, bureauFaults, connectsElsewhere } from './bureau-values'
import type { Secrets } from './secrets'
import { saveSettings } from './settings-saves'

/** How long a check may take. */
const standardCheck = 10_000

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Secrets
  readonly bureaus: { current(): Bureau }
  /** How long a check may take; ten seconds unless a test is in a hurry. */
  readonly checkMilliseconds?: number
}

type LeftBehind = {
  /** Orders that left and have no answer yet: the bureau they went to may have them. */
  readonly orders: number
  /** Orders that are Ordered or In production there. */
  readonly atBureau: number
}

/** How administrators connect the bureau. A save holds from the next order on. */
export class BureauSettingsService {
  /** The save under way: the next one must not take a secret for unused that this one is about to name. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly needs: Needs) {}

  /** Everything but the secret; that is forgotten when the address moves to another host. */
  save(
    { version, values, confirmed }: ParsedRequestOf<'settings.saveBureau'>,
    by: SessionUser,
  ): Promise<Answer<Settings>> {
    return this.alone(async () => {
      const saved = await saveSettings(this.needs, version, by, ({ bureau }) => {
        const fields = bureauFaults(values)
        if (Object.keys(fields).length > 0) return unfit(fields, fields.statusWords)
        const before = bureau.values
        const after = bureauAfter(before, values)
        if (bureau.version === version && !confirmed && connectsElsewhere(before, after)) {
          const left = this.leftBehind(before)
          if (left.orders > 0 || left.atBureau > 0) return refusal('orders-on-the-way', leftBehindText(left), left)
        }
        return { version: bureau.version, changes: [{ section: 'bureau', before, after }] }
      })
      await this.forgetUnused()
      return saved
    })
  }

  /** The secret of the web service, kept sealed; the settings, their history and every answer only name it. */
  saveSecret(
    { version, secret }: ParsedRequestOf<'settings.saveBureauSecret'>,
    by: SessionUser,
  ): Promise<Answer<Settings>> {
    return this.alone(async () => {
      const { secrets, store } = this.needs
      const fault = secret === null ? null : faultOf(secret, store.view.settings().bureau.values)
      if (fault !== null) return unfit({ secret: fault }, fault)
      const kept: Answer<string | null> = secret === null ? { ok: true, value: null } : await secrets.keep(secret)
      if (!kept.ok) return kept
      const saved = await saveSettings(this.needs, version, by, ({ bureau }) => {
        const before = bureau.values
        const after = { ...before, rest: { ...before.rest, secret: kept.value } }
        return { version: bureau.version, changes: [{ section: 'bureau', before, after }] }
      })
      await this.forgetUnused()
      return saved
    })
  }

  /** Tries whether the bureau can be reached as it is connected now. */
  async check(): Promise<ResponseOf<'settings.checkBureau'>> {
    const { bureaus, checkMilliseconds = standardCheck } = this.needs
    const signal = AbortSignal.timeout(checkMilliseconds)
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new BureauUnavailable(t('batch.check.late'))))
    })
    try {
      return { ok: true, text: await Promise.race([bureaus.current().check(signal), late]) }
    } catch (error) {
      if (error instanceof BureauUnavailable) return { ok: false, text: error.message }
      throw error
    }
  }

  /** Forgets secrets that settings do not name: those that were replaced, or kept when a save then failed. */
  async forgetUnused(): Promise<void> {
    const { secret } = this.needs.store.view.settings().bureau.values.rest
    await this.needs.secrets.keepOnly(secret === null ? [] : [secret])
  }

  /**
   * What a bureau would be left with. Cards at the simulated one do not count: they would never be made, and are at
   * none that could be left by mistake.
   */
  private leftBehind({ connection }: BureauSettings): LeftBehind {
    const { store } = this.needs
    const sent = store.cardsBeingSent()
    if (connection === 'simulated') return { orders: sent.length, atBureau: 0 }
    const open = cardTypes.flatMap((cardType) => openStates.map((state) => store.cardsIn(cardType, state)))
    return { orders: sent.length, atBureau: open.reduce((sum, count) => sum + count, 0) - sent.filter(isOpen).length }
  }

  private alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.last.then(work)
    this.last = done.catch(() => {})
    return done
  }
}

function leftBehindText({ orders, atBureau }: LeftBehind): string {
  return [
    ...(orders > 0 ? [t('errors.orders-on-the-way', { count: orders })] : []),
    ...(atBureau > 0 ? [t('errors.orders-at-the-bureau', { count: atBureau })] : []),
  ].join(' ')
}

function faultOf(secret: string, { rest }: BureauSettings): string | null {
  if (originOf(rest.address) === null) return t('webService.faults.secretBeforeAddress')
  return secretFault(secret)
}

/** Fields that need another look; `told` where one of them is no field of the page. */
function unfit(fields: Readonly<Record<string, string>>, told?: string): Refusal {
  return refusal('invalid-answers', told ?? t('errors.invalid-answers'), { fields })
}
