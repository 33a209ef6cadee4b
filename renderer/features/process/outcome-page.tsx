import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { CardType } from '../../../shared/lifecycle'
import { processOf } from '../../../shared/lifecycle'
import type { Outcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { useView } from '../../state/view'
import { LongList } from './long-list'
import lists from './process-lists.module.css'
import classes from './process-panel.module.css'
import { useProcess } from './process-store'
import { ResultIcon } from './result-icon'

type OutcomeCard = Outcome['cards'][number]

const endIcons = { well: IconCircleCheck, mixed: IconAlertTriangle, failed: IconCircleX } as const

/** How the run ended: what is now true, card by card with the failed ones first, and what is likely next. */
export function OutcomePage({ outcome }: { readonly outcome: Outcome }) {
  const { start } = useProcess.getState()
  const { wishForProcess } = useView.getState()
  const cardType: CardType = processOf(outcome.process)?.cardType ?? 'card'
  // What is next is known of one card; after several it would quietly go on with the first of them.
  const only = outcome.cards.length === 1 ? outcome.cards[0] : undefined
  const failed = outcome.cards.filter(({ ok }) => !ok)
  const well = outcome.cards.filter(({ ok }) => ok)
  const end = failed.length === 0 ? 'well' : well.length === 0 ? 'failed' : 'mixed'
  const EndIcon = endIcons[end]

  return (
    <section aria-label={t('process.outcome.label')}>
      <p className={classes.outcome} data-end={end} role="status">
        <EndIcon size={20} aria-hidden="true" />
        <span>{outcome.text}</span>
      </p>
      {outcome.cards.length > 1 ? (
        <p className={lists.counts}>
          {failed.length > 0 ? (
            <span className={lists.bad}>{t('process.outcome.failed', { count: failed.length })}</span>
          ) : null}{' '}
          <span>{t('process.outcome.done', { count: well.length })}</span>
        </p>
      ) : null}
      {outcome.cards.length > 0 ? (
        <LongList
          outcome
          label={t('process.outcome.cards')}
          rows={[...failed, ...well].map((card, index) => ({
            // Without a card there is nothing but the name, and two persons may share one.
            key: `${card.id} ${index}`,
            failed: !card.ok,
            cells: <OutcomeLine cardType={cardType} card={card} />,
          }))}
        />
      ) : null}
      {only && outcome.next.length > 0 ? (
        <section className={classes.following} aria-label={t('process.outcome.next')}>
          <h3 className={classes.pageTitle}>{t('process.outcome.next')}</h3>
          {outcome.next.map(({ process, name, disabledBecause }) => (
            <Button
              key={process}
              variant="default"
              disabled={disabledBecause !== null}
              onClick={() => {
                const wish = { process, card: only.id, person: null }
                if (useView.getState().selectedCard === only.id) start(wish)
                else wishForProcess(wish)
              }}
            >
              {name}
            </Button>
          ))}
        </section>
      ) : null}
    </section>
  )
}

interface OutcomeLineProps {
  readonly cardType: CardType
  readonly card: OutcomeCard
}

function OutcomeLine({ cardType, card: { id, label, ok, state, message } }: OutcomeLineProps) {
  const open = () => useProcess.getState().leave(() => useView.getState().selectCard(id))
  return (
    <>
      <ResultIcon ok={ok} />
      {id === '' ? (
        <span className={lists.label}>{label}</span>
      ) : (
        <button
          type="button"
          className={lists.card}
          aria-label={t('process.outcome.open', { card: label })}
          onClick={open}
        >
          {label}
        </button>
      )}
      {state ? (
        <StateBadge cardType={cardType} state={state} />
      ) : (
        <span className={lists.detail}>{t('process.outcome.none')}</span>
      )}
      {message ? <span className={lists.reason}>{message}</span> : null}
    </>
  )
}
