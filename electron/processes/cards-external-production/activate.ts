import { type Refusal, refusal } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import { fullName, type Card, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage, Step, Work } from '../../engine/process-package'
import { encodedData, encodingStep, pinStep, suggestEncoding } from '../encoding'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { holderLines, pastValidity } from './holder'

const symbolicName: SymbolicName = 'CardsAddonExtProdProcActivate'

/** How the operator made sure that the right person is there. */
const checks = ['identity-document', 'former-card', 'known'] as const

function holderOf({ view, card }: ProcessContext): Person | null {
  return view.person(card?.holder ?? '') ?? null
}

function noHolder({ card, ...context }: ProcessContext): Refusal | null {
  if (!card || holderOf({ ...context, card })) return null
  return refusal('condition-not-met', t('cardWizards.refusals.noHolder', { card: card.id }), { card: card.id })
}

function holderCheck(context: ProcessContext): Step {
  const holder = holderOf(context)
  return {
    id: 'holder-check',
    title: t('cardWizards.steps.holderCheck'),
    text: t('cardWizards.steps.holderCheckText', { name: holder ? fullName(holder) : '' }),
    fields: [
      {
        kind: 'choice',
        name: 'identity',
        label: t('wizards.fields.identity'),
        required: true,
        choices: checks.map((value) => ({ value, label: t(`cardWizards.identity.${value}`) })),
      },
    ],
    review: context.card ? holderLines(context.view, context.card) : [],
  }
}

/** Certificates last from today to the card's last day, where the option asks for them. */
function certificateWork({ view, today }: ProcessContext, card: Card | null): readonly Work[] {
  const { holder, validThrough } = card ?? {}
  if (!view.settings().options.values.CardsCertificates || !holder || !validThrough) return []
  return [{ kind: 'issue', holder, validFrom: today, validThrough }]
}

/**
 * Activate card: the holder is there, chooses a PIN, the chip is written and, with the option on, certificates
 * are issued. Chip, number and certificates come onto the record in the commit that makes the card Active.
 */
export const activateCard: ProcessPackage = {
  symbolicName,
  condition: (context) => noHolder(context) ?? pastValidity(context),
  suggest: suggestEncoding,
  steps(context, answers) {
    const afterwards = certificateWork(context, context.card)
    const facts = { card: context.card?.id ?? '' }
    const text =
      afterwards.length > 0
        ? t('cardWizards.confirm.activateCertificates', facts)
        : t('cardWizards.confirm.activate', facts)
    const review = context.card ? holderLines(context.view, context.card) : []
    return [holderCheck(context), pinStep(), encodingStep(context, answers, { text, review, afterwards })]
  },
  commit(context, answers, done) {
    const { card } = context
    if (!card) return []
    const set = { ...encodedData(card, done), certificates: done.certificates ?? [] }
    const input = {
      identity: textOf(answers, 'identity'),
      profile: set.chipProfile ?? '',
      certificates: set.certificates.length,
    }
    return CardStory.of(card, symbolicName).move('active', { set, input }).events
  },
  outcome(view, [card]) {
    const holder = view.person(card?.holder ?? '')
    return t('cardWizards.outcomes.activated', { card: card?.id ?? '', name: holder ? fullName(holder) : '' })
  },
}
