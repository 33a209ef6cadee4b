import { IconCards, IconSearch } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { StateBadge } from '../../components/state-badge'
import { formatNumber } from '../../format'
import { useMirror } from '../../state/mirror'
import classes from './search-tab.module.css'
import { type Query, useSearch } from './search-store'
import { countOf, statusLabels } from './status-labels'

/** Before the first search: where the cards are, each state one click away. */
export function SearchStart({ onSearch }: { readonly onSearch: (change: Partial<Query>) => void }) {
  const cardType = useSearch((state) => state.form.cardType)
  const counts = useMirror((state) => state.snapshot?.counts)
  if (!counts) return null
  if (countOf(cardType, counts) === 0) {
    return (
      <EmptyState
        icon={<IconCards size={24} />}
        title={t(`search.start.none.${cardType}`)}
        text={t('search.start.noneText')}
      />
    )
  }
  return (
    <div className={classes.start}>
      <h2 className={classes.startTitle}>{t(`search.start.title.${cardType}`)}</h2>
      <p className={classes.startText}>{t('search.start.text')}</p>
      <ul className={classes.states}>
        {statusLabels(cardType, counts).map(({ label, states: [state = ''], count }) => (
          <li key={label}>
            <button type="button" disabled={count === 0} onClick={() => onSearch({ label, text: '' })}>
              <StateBadge cardType={cardType} state={state} />
              <span className={classes.startCount}>{formatNumber(count)}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => onSearch({ label: null, text: '' })}>
            <span className={classes.startAll}>
              <IconSearch size={14} aria-hidden="true" />
              {t('search.anyState')}
            </span>
            <span className={classes.startCount}>{formatNumber(countOf(cardType, counts))}</span>
          </button>
        </li>
      </ul>
    </div>
  )
}
