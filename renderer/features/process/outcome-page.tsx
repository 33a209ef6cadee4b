import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import type { CardType } from '../../../shared/lifecycle'
import { processOf } from '../../../shared/lifecycle'
import type { Outcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { useView } from '../../state/view'
import classes from './process-panel.module.css'
import { useProcess } from './process-store'

/** How the run ended: what is now true, card by card, and what is likely next. */
export function OutcomePage({ outcome }: { readonly outcome: Outcome }) {
  const { leave, start } = useProcess.getState()
  const { wishForProcess, selectCard } = useView.getState()
  const cardType: CardType = processOf(outcome.process)?.cardType ?? 'card'
  // What is next is known of one card; after several it would quietly go on with the first of them.
  const only = outcome.cards.length === 1 ? outcome.cards[0] : undefined
  const allWell = outcome.cards.every(({ ok }) => ok)
  const open = (card: string) => leave(() => selectCard(card))

  return (
    <section aria-label={t('process.outcome.label')}>
      <p className={classes.outcome} data-well={allWell || undefined} role="status">
        {allWell ? <IconCircleCheck size={20} aria-hidden="true" /> : <IconCircleX size={20} aria-hidden="true" />}
        <span>{outcome.text}</span>
      </p>
      <ul className={classes.cards} aria-label={t('process.outcome.cards')}>
        {outcome.cards.map(({ id, ok, state, message }) => (
          <li key={id} data-failed={!ok || undefined}>
            <button
              type="button"
              className={classes.card}
              aria-label={t('process.outcome.open', { card: id })}
              onClick={() => open(id)}
            >
              {id}
            </button>
            {state ? <StateBadge cardType={cardType} state={state} /> : null}
            <span className={classes.message}>{message}</span>
          </li>
        ))}
      </ul>
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
