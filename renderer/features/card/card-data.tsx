import { IconAlertTriangle } from '@tabler/icons-react'
import { useId } from 'react'
import { type Card, fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Address } from '../../components/address'
import { type Fact, Facts } from '../../components/facts'
import { formatDay, formatExactly, formatMoment } from '../../format'
import { useView } from '../../state/view'
import classes from './card-profile.module.css'
import { type DueBack, dueBack } from './due-back'
import { inGroups } from './in-groups'

/** Who has the card and what it is. */
export function CardData({ card, holder }: { readonly card: Card; readonly holder: Person | null }) {
  const title = useId()
  const due = dueBack(card, new Date())
  const facts: readonly (Fact | null)[] = [
    {
      label: t('card.data.holder'),
      value: holder ? (
        <button
          type="button"
          className={classes.holder}
          title={t('card.data.openHolder')}
          onClick={() => useView.getState().selectPerson(holder.id)}
        >
          {fullName(holder)}
        </button>
      ) : (
        <span className={classes.dimmed}>{t('card.data.noHolder')}</span>
      ),
    },
    fact(t('card.data.employeeNumber'), holder?.employeeNumber),
    address(t('card.data.email'), holder?.email),
    address(t('card.data.upn'), holder?.upn),
    fact(t('card.data.organisationalUnit'), card.organisationalUnit || holder?.organisationalUnit),
    fact(t('card.data.layout'), card.layout),
    fact(t('card.data.cardTitle'), card.title),
    due ? { label: t('card.data.due'), value: <DueDay due={due} /> } : fact(t('card.data.validity'), validity(card)),
    fact(t('card.data.cardNumber'), card.cardNumber),
    fact(t('card.data.chip'), inGroups(card.chipUid)),
    fact(t('card.data.chipProfile'), card.chipProfile),
    {
      label: t('card.data.created'),
      value: (
        <span title={formatExactly(card.created.at)}>
          {t('card.data.createdBy', { at: formatMoment(card.created.at), name: card.created.name })}
        </span>
      ),
    },
  ]
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('card.data.title')}
      </h3>
      <Facts facts={facts.filter((each) => each !== null)} />
    </section>
  )
}

/** A fact that is left out while there is nothing to say. */
export function fact(label: string, value: string | null | undefined): Fact | null {
  return value ? { label, value } : null
}

function address(label: string, value: string | undefined): Fact | null {
  return value ? { label, value: <Address value={value} /> } : null
}

/** The day a temporary card is due back, and how long it is late. */
function DueDay({ due: { day, daysLate } }: { readonly due: DueBack }) {
  const date = formatDay(day)
  if (daysLate < 0) return t('card.data.dueOn', { day: date })
  if (daysLate === 0) return <strong>{t('card.data.dueToday', { day: date })}</strong>
  return (
    <span className={classes.overdue}>
      <IconAlertTriangle size={14} aria-hidden="true" />
      <span>{t('card.data.overdue', { day: date, count: daysLate })}</span>
    </span>
  )
}

function validity({ validFrom, validThrough }: Card): string | null {
  const from = formatDay(validFrom)
  const through = formatDay(validThrough)
  if (from && through) return t('card.data.validBoth', { from, through })
  if (through) return t('card.data.validThrough', { through })
  return from ? t('card.data.validFrom', { from }) : null
}
