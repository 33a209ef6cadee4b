import { useId } from 'react'
import { type Card, fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { type Fact, Facts } from '../../components/facts'
import { formatDay, formatExactly, formatMoment } from '../../format'
import classes from './card-profile.module.css'

/** Who has the card and what it is. */
export function CardData({ card, holder }: { readonly card: Card; readonly holder: Person | null }) {
  const title = useId()
  const facts: readonly (Fact | null)[] = [
    {
      label: t('card.data.holder'),
      value: holder ? (
        <strong>{fullName(holder)}</strong>
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
    fact(t('card.data.validity'), validity(card)),
    fact(t('card.data.cardNumber'), card.cardNumber),
    fact(t('card.data.chip'), card.chipUid),
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

/** An address that, where it is too long for its line, breaks after the `@`. */
function address(label: string, value: string | undefined): Fact | null {
  const [name, domain] = value?.split('@') ?? []
  if (!value || !domain) return fact(label, value)
  return {
    label,
    value: (
      <>
        {`${name}@`}
        <wbr />
        {domain}
      </>
    ),
  }
}

function validity({ validFrom, validThrough }: Card): string | null {
  const from = formatDay(validFrom)
  const through = formatDay(validThrough)
  if (from && through) return t('card.data.validBoth', { from, through })
  if (through) return t('card.data.validThrough', { through })
  return from ? t('card.data.validFrom', { from }) : null
}
