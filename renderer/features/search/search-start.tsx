import { Button } from '@mantine/core'
import { IconCards, IconSearch, IconUsers } from '@tabler/icons-react'
import type { CardType } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { StateBadge } from '../../components/state-badge'
import { formatNumber } from '../../format'
import { useMirror } from '../../state/mirror'
import classes from './search-tab.module.css'
import { type CardQuery, lookingFor, type Query } from './query'
import { useSearch } from './search-store'
import { countOf, statusLabels } from './status-labels'

interface SearchStartProps<Wanted extends Query = Query> {
  readonly onSearch: (query: Wanted) => void
}

/** Before the first search: what there is, a click away. */
export function SearchStart({ onSearch }: SearchStartProps) {
  const object = useSearch((state) => state.form.object)
  return object === 'person' ? (
    <PersonsStart onSearch={onSearch} />
  ) : (
    <CardsStart cardType={object} onSearch={onSearch} />
  )
}

function PersonsStart({ onSearch }: SearchStartProps) {
  return (
    <EmptyState
      icon={<IconUsers size={24} />}
      title={t('search.start.title.person')}
      text={t('search.start.personText')}
    >
      <div className={classes.ways}>
        <Button variant="default" onClick={() => onSearch(lookingFor('person', ''))}>
          {t('search.start.everybody')}
        </Button>
      </div>
    </EmptyState>
  )
}

/** Where the cards are, each state one click away. */
function CardsStart({ cardType, onSearch }: SearchStartProps<CardQuery> & { readonly cardType: CardType }) {
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
            <button
              type="button"
              disabled={count === 0}
              onClick={() => onSearch({ object: cardType, label, text: '' })}
            >
              <StateBadge cardType={cardType} state={state} />
              <span className={classes.startCount}>{formatNumber(count)}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => onSearch({ object: cardType, label: null, text: '' })}>
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
