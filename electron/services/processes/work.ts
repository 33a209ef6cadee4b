import { t } from '../../../shared/texts'
import type { CertificateAuthority } from '../../certificates/port'
import type { EncodeProgress, Encoder } from '../../encoding/port'
import type { ProcessContext, Work, WorkDone } from '../../engine/process-package'
import { errorFacts, type Log } from '../../ports'
import { BureauUnavailable } from '../../production/port'
import { standardPatience, withPatience } from '../patience'
import type { Production } from '../production'
import type { Underway } from './underway'

interface Needs {
  readonly encoder: Encoder
  readonly authority: CertificateAuthority
  readonly production: Production
  readonly log: Log
  /** How long an encoder may take for one chip; see `encoderPatience`. */
  readonly encoderPatienceMilliseconds?: number
  /** How long the authority may take; half a minute unless a test is in a hurry. */
  readonly authorityPatienceMilliseconds?: number
}

/** Writing a chip takes a minute at most; a driver that hangs must not keep the wizard for ever. */
const encoderPatience = 5 * 60_000

/** PIN and PUK of a wizard, by field name: in memory alone, and gone when the wizard is. */
export type Secrets = ReadonlyMap<string, string>

/** How a page's work ended: what it brought, or why it brought nothing. */
export type WorkEnd =
  | { readonly ok: true; readonly done: WorkDone }
  /** `again: 'pin'` sends the person back to the page with the PIN. */
  | { readonly ok: false; readonly done: WorkDone; readonly problem: string; readonly again: 'page' | 'pin' }

/** Speaks to the desk's partners for a wizard's page. Nothing here changes the desk. */
export class PageWork {
  constructor(private readonly needs: Needs) {}

  /** Does the work in order, starting after what is done already; ends at the first that does not succeed. */
  async carryOut(
    works: readonly Work[],
    context: ProcessContext,
    secrets: Secrets,
    before: WorkDone,
    underway: Underway,
  ): Promise<WorkEnd> {
    let done = before
    for (const work of works) {
      const end = await this.one(work, context, secrets, done, underway)
      if (!end.ok) return end
      done = end.done
    }
    return { ok: true, done }
  }

  /** Gives back what a wizard got that came to nothing: certificates of a card that was not changed after all. */
  async undo({ certificates }: WorkDone): Promise<void> {
    if (!certificates) return
    try {
      await withPatience('the certificate authority', standardPatience, this.needs.authority.takeBack(certificates))
    } catch (error) {
      const serials = certificates.map(({ serial }) => serial)
      this.needs.log.error('certificates not taken back', { serials, ...errorFacts(error) })
    }
  }

  private one(work: Work, context: ProcessContext, secrets: Secrets, done: WorkDone, underway: Underway) {
    switch (work.kind) {
      case 'encode':
        // A chip that has what is asked for already is not written again when a later work failed.
        return done.chip?.profile === work.profile
          ? { ok: true as const, done }
          : this.encode(work, context, secrets, done, underway)
      case 'issue':
        return done.certificates ? { ok: true as const, done } : this.issue(work, context, done, underway)
      case 'ask-bureau':
        return this.askBureau(context, done, underway)
    }
  }

  private async encode(
    { profile, trial }: Extract<Work, { kind: 'encode' }>,
    { card }: ProcessContext,
    secrets: Secrets,
    done: WorkDone,
    underway: Underway,
  ): Promise<WorkEnd> {
    const { encoder, log, encoderPatienceMilliseconds = encoderPatience } = this.needs
    if (!card) throw new Error('a chip is encoded for a card')
    const simulated = encoder.status.simulated ? t('wizards.encoder.simulated') : null
    const broke = t('errors.encoder-broke', { card: card.id })
    const encoding = { card, profile, trial, pin: secrets.get('pin') ?? '', puk: secrets.get('puk') ?? '' }
    // An encoder must not repeat what it was given; should one do so, its sentence goes nowhere.
    const given = [encoding.pin, encoding.puk].filter(Boolean)
    const discreet = (text: string) => (given.some((each) => text.replace(/\D/g, '').includes(each)) ? broke : text)
    const tell = (progress: EncodeProgress) => underway.tell({ ...progress, text: discreet(progress.text), simulated })
    try {
      const encoded = encoder.encode(encoding, tell, underway.signal)
      const end = await withPatience('the encoder', encoderPatienceMilliseconds, encoded)
      if (!end.encoded) {
        log.info('encoding did not succeed', { card: card.id, cause: end.cause })
        return { ok: false, done, problem: discreet(end.reason), again: end.cause === 'pin' ? 'pin' : 'page' }
      }
      const read = `${end.chip.uid} ${end.chip.cardNumber ?? ''}`
      if (given.some((each) => read.includes(each))) throw new Error('an encoder repeated what it was given')
      if (card.chipUid !== null && end.chip.uid !== card.chipUid) {
        log.warn('encoded another chip', { card: card.id })
        const problem = t('wizards.encoder.failures.other-chip', { card: card.id })
        return { ok: false, done, problem, again: 'page' }
      }
      return { ok: true, done: { ...done, chip: { ...end.chip, profile } } }
    } catch (error) {
      // What an encoder throws may hold what it was given: only that it did is logged.
      log.error('encoder broke off', { card: card.id, thrown: typeof error })
      // Should it still be at work, it is no longer waited for.
      underway.stop()
      return { ok: false, done, problem: broke, again: 'page' }
    }
  }

  private async issue(
    { holder: person, validFrom, validThrough }: Extract<Work, { kind: 'issue' }>,
    { card, view }: ProcessContext,
    done: WorkDone,
    underway: Underway,
  ): Promise<WorkEnd> {
    const { authority, log, authorityPatienceMilliseconds = standardPatience } = this.needs
    const holder = view.person(person)
    if (!card || !holder) throw new Error('certificates are issued for a card and its holder')
    const simulated = authority.status.simulated ? t('wizards.authority.simulated') : null
    underway.tell({ text: t('wizards.work.issue'), done: 0, total: 1, stoppable: false, simulated })
    const issued = (async () => authority.issue({ card, holder, validFrom, validThrough }))()
    try {
      const certificates = await withPatience('the certificate authority', authorityPatienceMilliseconds, issued)
      return { ok: true, done: { ...done, certificates } }
    } catch (error) {
      log.error('no certificates issued', { card: card.id, ...errorFacts(error) })
      // Those that come after all, too late, belong to nothing.
      void issued.then(
        (certificates) => this.undo({ certificates }),
        () => {},
      )
      return { ok: false, done, problem: t('errors.authority-silent', { card: card.id }), again: 'page' }
    }
  }

  private async askBureau({ card, bureau }: ProcessContext, done: WorkDone, underway: Underway): Promise<WorkEnd> {
    if (!card) throw new Error('the bureau is asked about a card')
    const simulated = bureau.simulated ? t('wizards.bureau.simulatedAnswer') : null
    underway.tell({ text: t('wizards.work.askBureau'), done: 0, total: 1, stoppable: false, simulated })
    try {
      return { ok: true, done: { ...done, bureau: await this.needs.production.inquire(card) } }
    } catch (error) {
      this.needs.log.error('bureau did not answer', { card: card.id, ...errorFacts(error) })
      const problem = error instanceof BureauUnavailable ? error.message : t('errors.bureau-silent', { card: card.id })
      return { ok: false, done, problem, again: 'page' }
    }
  }
}
