import { Button } from '@mantine/core'
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import type { RequestRow } from '../../../shared/contract'
import { fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Address } from '../../components/address'
import { type Fact, Facts } from '../../components/facts'
import { StateBadge } from '../../components/state-badge'
import { formatDay, formatExactly, formatMoment } from '../../format'
import { useView } from '../../state/view'
import { departureText } from './departures'
import { OtherCards } from './other-cards'
import { RequestActions } from './request-actions'
import { RequestBecame } from './request-became'
import classes from './request-details.module.css'
import type { RequestView, Shown } from './requests-store'

interface RequestDetailsProps {
  readonly view: RequestView
  readonly shown: Shown
  /** Given where the details cover the list. */
  readonly onBack: (() => void) | null
  /** The details had the focus, and go. */
  readonly onFocusLost: () => void
}

/** Everything one needs to decide on a request: what was asked for, by whom, for whom. */
export function RequestDetails({ view, shown, onBack, onFocusLost }: RequestDetailsProps) {
  const { row, left, departure } = shown
  const { card, holder, requester } = row
  const article = useRef<HTMLElement>(null)
  const lost = useEffectEvent(onFocusLost)
  useLayoutEffect(() => {
    const element = article.current
    return () => {
      if (element?.contains(document.activeElement)) lost()
    }
  }, [])
  const holderName = card.holderName || t('requests.nobody')
  return (
    <article ref={article} className={classes.details} aria-label={t('requests.heading', { name: holderName })}>
      <header className={classes.header}>
        {onBack ? (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.back}
            leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
            onClick={onBack}
          >
            {t('requests.back')}
          </Button>
        ) : null}
        <div className={classes.heading}>
          <h2 data-copyable>{t('requests.heading', { name: holderName })}</h2>
          {left ? null : <StateBadge cardType={card.cardType} state={card.state} />}
        </div>
        <p className={classes.card}>
          <span data-copyable>{card.id}</span>
          <button type="button" className={classes.link} onClick={() => useView.getState().selectCard(card.id)}>
            {t('requests.openCard')}
          </button>
        </p>
      </header>
      {left ? (
        <p className={classes.left} role="status">
          <IconInfoCircle size={16} aria-hidden="true" />
          <span>
            {departure ? departureText(departure) : null} {t('requests.told.here')}
          </span>
        </p>
      ) : null}
      {view === 'mine' ? <RequestBecame row={row} /> : null}
      {left ? null : <RequestActions view={view} row={row} />}
      <div className={classes.sections}>
        <Section title={t('requests.request.title')} facts={requestFacts(row)} />
        <Section title={t('requests.holder.title')} facts={holder ? personFacts(holder) : []}>
          {holder ? (
            <OtherCards person={holder.id} but={card.id} />
          ) : (
            <p className={classes.dimmed}>{t('requests.holder.noHolder')}</p>
          )}
        </Section>
        <Section title={t('requests.requester.title')} facts={requesterFacts(requester, holder)} />
      </div>
    </article>
  )
}

interface SectionProps {
  readonly title: string
  readonly facts: readonly Fact[]
  readonly children?: ReactNode
}

function Section({ title, facts, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={classes.sectionTitle}>
        {title}
      </h3>
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {children}
    </section>
  )
}

function requestFacts({ order, card }: RequestRow): readonly Fact[] {
  const { requested } = order
  return filled([
    { label: t('requests.request.order'), value: order.id },
    {
      label: t('requests.request.asked'),
      value: (
        <span title={formatExactly(requested.at)}>
          {t('requests.request.askedBy', { at: formatMoment(requested.at), name: requested.name })}
        </span>
      ),
    },
    { label: t('requests.request.layout'), value: order.layout },
    { label: t('requests.request.validThrough'), value: formatDay(card.validThrough) },
    { label: t('requests.request.address'), value: order.deliveryAddress },
    { label: t('requests.request.commonName'), value: order.commonName },
    { label: t('requests.request.upn'), value: order.upn ? <Address value={order.upn} /> : '' },
  ])
}

function personFacts(person: Person): readonly Fact[] {
  return filled([
    { label: t('requests.holder.name'), value: <PersonLink person={person} /> },
    { label: t('requests.holder.employeeNumber'), value: person.employeeNumber },
    { label: t('requests.holder.unit'), value: person.organisationalUnit },
  ])
}

function requesterFacts(requester: RequestRow['requester'], holder: Person | null): readonly Fact[] {
  const { name, userName, person } = requester
  const own = person ? <PersonLink person={person} /> : t('requests.requester.noRecord')
  return filled([
    { label: t('requests.requester.name'), value: name },
    { label: t('requests.requester.userName'), value: userName || t('requests.requester.elsewhere') },
    userName ? { label: t('requests.requester.record'), value: own } : null,
    person ? { label: t('requests.holder.unit'), value: person.organisationalUnit } : null,
    person && person.id === holder?.id ? { label: '', value: t('requests.requester.isHolder') } : null,
  ])
}

/** A person's name that leads to their profile. */
function PersonLink({ person }: { readonly person: Person }) {
  const name = fullName(person)
  return (
    <button
      type="button"
      className={classes.link}
      title={t('requests.openPerson', { name })}
      onClick={() => useView.getState().selectPerson(person.id)}
    >
      {name}
    </button>
  )
}

/** Facts of which there is something to say. */
function filled(facts: readonly (Fact | null)[]): readonly Fact[] {
  return facts.filter((fact) => fact !== null && fact.value !== '') as readonly Fact[]
}
