import { stateOf } from '../../../shared/lifecycle'
import type { SyncLine } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import { ToneBadge } from '../../components/state-badge'
import { useView } from '../../state/view'
import { OutcomeBadge } from './badges'
import classes from './run-details.module.css'

interface OutcomeLinesProps {
  readonly lines: readonly SyncLine[]
  /** The element that names the list. */
  readonly labelledBy: string
}

/** What became of orders, or would: card, order, where it went and what the bureau said. */
export function OutcomeLines({ lines, labelledBy }: OutcomeLinesProps) {
  if (lines.length === 0) return null
  return (
    <ul className={classes.lines} aria-labelledby={labelledBy}>
      {lines.map((line, index) => (
        // One order may be told about several times in one run; lines are only ever added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <OutcomeLine key={`${line.order} ${line.outcome} ${index}`} line={line} />
      ))}
    </ul>
  )
}

function OutcomeLine({ line: { outcome, card, order, batch, move, text } }: { readonly line: SyncLine }) {
  return (
    <li>
      <OutcomeBadge outcome={outcome} />
      {card === null ? (
        <span className={classes.dimmed}>{t('batchOrders.details.noCard')}</span>
      ) : (
        <button
          type="button"
          className={classes.card}
          aria-label={t('batchOrders.details.openCard', { card })}
          onClick={() => useView.getState().selectCard(card)}
        >
          {card}
        </button>
      )}
      <span className={classes.order} title={order} data-copyable>
        {shortOrder(order)}
      </span>
      {move ? (
        <span className={classes.move}>
          {move.from === null ? null : (
            <>
              <MovedState state={move.from} />
              <span>→</span>
            </>
          )}
          <MovedState state={move.to} />
        </span>
      ) : null}
      {batch !== null || text ? (
        <p className={classes.said}>
          {batch === null ? null : <span className={classes.batch}>{t('batchOrders.details.batch', { batch })}</span>}
          {text}
        </p>
      ) : null}
    </li>
  )
}

/** Batch sync moves both types of card through the same states, of the same names. */
function MovedState({ state }: { readonly state: string }) {
  return <ToneBadge tone={stateOf('card', state)?.tone ?? 'neutral'} label={stateLabel('card', state)} />
}

/** The desk's own number of an order the bureau knows as `3f2a91c0-O-000123`; anything else as it is. */
export function shortOrder(order: string): string {
  return /^[0-9a-f]{8}-(O-\d+)$/.exec(order)?.[1] ?? order
}
