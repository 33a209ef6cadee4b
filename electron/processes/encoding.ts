import type { Answers, Card, CardData, Field, ReviewLine } from '../../shared/model'
import { t } from '../../shared/texts'
import type { ProcessContext, Step, Work, WorkDone } from '../engine/process-package'
import { textOf } from './fields'

/**
 * Own decision, for the documentation names no lengths: a PIN of 6 to 8 digits and a PUK of 8. Chip cards
 * keep either in eight bytes, and four digits are guessed too easily for a card that signs.
 */
const pinLengths = { minimumLength: 6, maximumLength: 8 }
const pukLengths = { minimumLength: 8, maximumLength: 8 }

/** The trial that lets a simulated encoder go through with it. */
const trialThatWorks = 'works'

/** The page that asks for PIN and PUK, each twice; what is typed goes to the encoder alone. */
export function pinStep(): Step {
  return {
    id: 'pin',
    title: t('wizards.steps.pin'),
    text: t('wizards.steps.pinText'),
    fields: [
      {
        kind: 'secret-number',
        name: 'pin',
        label: t('wizards.fields.pin'),
        hint: t('wizards.fields.pinHint', { minimum: pinLengths.minimumLength, maximum: pinLengths.maximumLength }),
        required: true,
        ...pinLengths,
      },
      {
        kind: 'secret-number',
        name: 'pinAgain',
        label: t('wizards.fields.pinAgain'),
        required: true,
        ...pinLengths,
        repeats: 'pin',
      },
      {
        kind: 'secret-number',
        name: 'puk',
        label: t('wizards.fields.puk'),
        hint: t('wizards.fields.pukHint', { count: pukLengths.maximumLength }),
        required: true,
        ...pukLengths,
        differsFrom: 'pin',
      },
      {
        kind: 'secret-number',
        name: 'pukAgain',
        label: t('wizards.fields.pukAgain'),
        required: true,
        ...pukLengths,
        repeats: 'puk',
      },
    ],
  }
}

/** What the encoding page is about, besides the chip. */
interface EncodingPage {
  /** What Next does, in a sentence. */
  readonly text: string
  readonly review: readonly ReviewLine[]
  /** What is to be done once the chip is written, such as asking for certificates. */
  readonly afterwards?: readonly Work[]
}

/**
 * The page whose Next writes the chip; as a wizard's last page it confirms, too. Profile and trial are
 * chosen on this page and on no other, so that a failed try can be made again with another choice.
 */
export function encodingStep(context: ProcessContext, answers: Answers, page: EncodingPage): Step {
  const { afterwards = [], ...shown } = page
  const warnings = [
    context.encoder.simulated ? t('wizards.encoder.simulated') : '',
    afterwards.some(({ kind }) => kind === 'issue') ? (authorityWarning(context) ?? '') : '',
  ]
  return {
    id: 'encode',
    title: t('wizards.steps.encode'),
    ...shown,
    fields: encodingFields(context),
    warning: warnings.filter(Boolean).join(' ') || null,
    work: [encodeWork(answers), ...afterwards],
  }
}

/** Profile and, with an encoder that can be told how to end, what its chip does. */
function encodingFields({ encoder }: ProcessContext): readonly Field[] {
  const profile: Field = {
    kind: 'choice',
    name: 'profile',
    label: t('wizards.fields.profile'),
    required: true,
    choices: encoder.profiles.map((value) => ({ value, label: value })),
  }
  if (encoder.trials.length === 0) return [profile]
  const trial: Field = {
    kind: 'choice',
    name: 'trial',
    label: t('wizards.fields.trial'),
    hint: t('wizards.fields.trialHint'),
    required: true,
    choices: encoder.trials,
  }
  return [profile, trial]
}

/** What the encoding page starts with: the profile the chip has or else the first, and a chip that works. */
export function suggestEncoding({ encoder, card }: ProcessContext): Answers {
  const { profiles, trials } = encoder
  const known = profiles.find((profile) => profile === card?.chipProfile)
  const trial = trials.find(({ value }) => value === trialThatWorks) ?? trials[0]
  return { profile: known ?? profiles[0] ?? null, ...(trial && { trial: trial.value }) }
}

/** The work that writes the chip as the answers say; the runner adds PIN and PUK. */
export function encodeWork(answers: Answers): Work {
  return { kind: 'encode', profile: textOf(answers, 'profile'), trial: textOf(answers, 'trial') || null }
}

/** Said on every page whose Next asks a simulated authority; `null` when the authority is a real one. */
export function authorityWarning({ authority }: ProcessContext): string | null {
  return authority.simulated ? t('wizards.authority.simulated') : null
}

/**
 * What the card's record takes over from its encoded chip. The number the bureau printed stays; the
 * chip's own is taken where there is none.
 * @throws {Error} when no chip was encoded: a process that asks for it has the work on one of its pages.
 */
export function encodedData(card: Card, { chip }: WorkDone): Pick<CardData, 'chipUid' | 'chipProfile' | 'cardNumber'> {
  if (!chip) throw new Error(`the chip of ${card.id} was not encoded`)
  return { chipUid: chip.uid, chipProfile: chip.profile, cardNumber: card.cardNumber ?? chip.cardNumber }
}
