import type { SyncCounts, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { formatNumber } from '../../format'
import { outcomesInOrder } from './batch-words'
import classes from './run-details.module.css'

interface OutcomeFilterProps {
  readonly counts: SyncCounts
  /** The only one shown; `null` = all are. */
  readonly outcome: SyncOutcome | null
  readonly onChoose: (outcome: SyncOutcome | null) => void
}

/** How many orders ended how, each a way to see only those. Left out where all ended alike. */
export function OutcomeFilter({ counts, outcome, onChoose }: OutcomeFilterProps) {
  const there = outcomesInOrder.filter((each) => each === outcome || (counts[each] ?? 0) > 0)
  if (there.length < 2) return null
  return (
    <fieldset className={classes.filter}>
      <legend className={classes.filterLabel}>{t('batchOrders.details.filter')}</legend>
      {[null, ...there].map((each) => (
        <button
          key={each ?? 'all'}
          type="button"
          aria-pressed={each === outcome}
          title={each === null ? undefined : t(`batchOrders.outcomes.${each}.meaning`)}
          onClick={() => onChoose(each === outcome ? null : each)}
        >
          {each === null ? (
            t('batchOrders.details.all')
          ) : (
            <>
              {t(`batchOrders.outcomes.${each}.label`)}{' '}
              <span className={classes.filterCount}>{formatNumber(counts[each] ?? 0)}</span>
            </>
          )}
        </button>
      ))}
    </fieldset>
  )
}
