import type { Counts } from '../../../shared/contract'
import type { CardType } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { StateBadge } from '../../components/state-badge'
import { formatNumber } from '../../format'
import { useView } from '../../state/view'
import { countOf, statusLabels } from '../search/status-labels'
import classes from './overview.module.css'

interface StateBarsProps {
  readonly cardType: CardType
  readonly counts: Counts
}

/** How many cards are in each state, as bars that lead to the search behind them. */
export function StateBars({ cardType, counts }: StateBarsProps) {
  const labels = statusLabels(cardType, counts)
  const most = Math.max(1, ...labels.map(({ count }) => count))
  const { searchFor } = useView.getState()
  return (
    <Panel
      title={t(`lifecycle.cardTypes.${cardType}.many`)}
      actions={
        <button type="button" className={classes.link} onClick={() => searchFor({ cardType, text: '' })}>
          {t(`lifecycle.cardTypes.${cardType}.count`, { count: countOf(cardType, counts) })}
        </button>
      }
    >
      <ul className={classes.bars}>
        {labels.map(({ label, states: [state = ''], tone, count }) => (
          <li key={label}>
            <button type="button" disabled={count === 0} onClick={() => searchFor({ cardType, label, text: '' })}>
              <StateBadge cardType={cardType} state={state} />
              <svg className={classes.bar} data-tone={tone} aria-hidden="true">
                <rect className={classes.track} width="100%" height="100%" rx="2" />
                {/* Few among many are still seen. */}
                {count > 0 ? <rect width={`${Math.max(1, (100 * count) / most)}%`} height="100%" rx="2" /> : null}
              </svg>
              <span className={classes.number}>{formatNumber(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
