import { fullName } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage, Step } from '../../engine/process-package'
import type { Answers, Person } from '../../../shared/model'
import { CardStory } from '../events'
import { layoutField, lineField, textOf } from '../fields'

const symbolicName = 'CardsAddonExtProdProcRegister'

/** The person a new card is for: the one the wizard was started from, or the one chosen in it. */
export function chosenHolder(context: ProcessContext, answers: Answers): Person | null {
  return context.person ?? context.view.person(textOf(answers, 'holder')) ?? null
}

/** Who a new card is for, as its history keeps it: the id, and the name as it was on that day. */
export function holderInput(holder: Person | null): Readonly<Record<string, string>> {
  return holder ? { holder: holder.id, holderName: fullName(holder) } : {}
}

/** The page that asks for the holder; left out when the wizard was started from a person. */
export function holderSteps(context: ProcessContext): readonly Step[] {
  if (context.person) return []
  return [
    {
      id: 'holder',
      title: t('wizards.steps.holder'),
      text: t('wizards.steps.holderText'),
      fields: [{ kind: 'person', name: 'holder', label: t('wizards.fields.holder'), required: true }],
    },
  ]
}

/** Register card: a card on record for a person, with nothing ordered yet. */
export const registerCard: ProcessPackage = {
  symbolicName,
  suggest: (context, answers) => ({
    layout: context.view.settings().cardTypes.card.layouts[0] ?? null,
    organisationalUnit: chosenHolder(context, answers)?.organisationalUnit ?? null,
  }),
  steps(context, answers) {
    const holder = chosenHolder(context, answers)
    const name = holder ? fullName(holder) : ''
    return [
      ...holderSteps(context),
      {
        id: 'card-data',
        title: t('wizards.steps.cardData'),
        text: t('wizards.steps.cardDataText'),
        fields: [
          layoutField(context, 'card'),
          lineField('title', t('wizards.fields.title'), false),
          lineField('organisationalUnit', t('wizards.fields.organisationalUnit'), false),
        ],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: t('wizards.confirm.register', { name }),
        fields: [],
        review: [
          { label: t('wizards.fields.holder'), value: name },
          { label: t('wizards.fields.layout'), value: textOf(answers, 'layout') },
          { label: t('wizards.fields.title'), value: textOf(answers, 'title') },
          { label: t('wizards.fields.organisationalUnit'), value: textOf(answers, 'organisationalUnit') },
        ],
      },
    ]
  },
  commit(context, answers) {
    const [id = ''] = context.view.nextIds('card', 1)
    const data = {
      layout: textOf(answers, 'layout'),
      title: textOf(answers, 'title'),
      organisationalUnit: textOf(answers, 'organisationalUnit'),
    }
    const holder = chosenHolder(context, answers)
    const set = { holder: holder?.id ?? null, ...data }
    const input = { ...holderInput(holder), ...data }
    return CardStory.ofNew(id, 'card', symbolicName).move('registered', { set, input }).events
  },
  outcome(view, [card]) {
    const holder = view.person(card?.holder ?? '')
    return t('wizards.outcomes.registered', { card: card?.id ?? '', name: holder ? fullName(holder) : '' })
  },
}
