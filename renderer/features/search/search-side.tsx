import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { PageTitle } from '../../components/page-title'
import { ResultList } from './result-list'
import { ResultSummary } from './result-summary'
import { SearchEmpty } from './search-empty'
import { SearchForm } from './search-form'
import { SearchStart } from './search-start'
import type { Query } from './query'
import { useSearch } from './search-store'
import classes from './search-tab.module.css'

interface SearchSideProps {
  readonly selected: string | null
  readonly onSearch: (query?: Query) => Promise<void>
  readonly onWalk: (id: string) => void
  readonly onOpen: (id: string, by: 'click' | 'enter') => void
  /** Cards were ticked or unticked; `null` where nothing can be ticked. */
  readonly onTicked: (() => void) | null
  /** What can be done with the ticked cards is asked for. */
  readonly onShowTicked: () => void
  readonly onDown: () => void
  /** A search begun by a button that is gone with its answer was answered. */
  readonly onFound: () => void
}

/** The form, and under it whatever there is to show: the start, the list, nothing found, or why it failed. */
export function SearchSide(props: SearchSideProps) {
  const { selected, onSearch, onWalk, onOpen, onTicked, onShowTicked, onDown, onFound } = props
  const searched = useSearch((state) => state.searched)
  const searching = useSearch((state) => state.searching)
  const error = useSearch((state) => state.error)
  const total = useSearch((state) => state.result.total)
  const known = useSearch((state) => state.result.pages.size > 0)
  const search = () => void onSearch()
  const searchFor = (query: Query) => void onSearch(query).then(onFound)

  return (
    <div className={classes.search}>
      <PageTitle text={t('search.title')} />
      <SearchForm onSearch={search} onDown={onDown} />
      {known ? <ResultSummary onShowTicked={onShowTicked} /> : null}
      {error ? (
        <div className={classes.error}>
          <ErrorNotice error={error} onRetry={useSearch.getState().retry} />
        </div>
      ) : null}
      <div className={classes.results}>
        {searched === null ? <SearchStart onSearch={searchFor} /> : null}
        {searched !== null && known && total === 0 ? <SearchEmpty searched={searched} onSearch={searchFor} /> : null}
        {searched !== null && total > 0 ? (
          <ResultList
            key={searched.object === 'person' ? 'persons' : 'cards'}
            object={searched.object}
            selected={selected}
            onWalk={onWalk}
            onOpen={onOpen}
            onTicked={searched.object === 'person' ? null : onTicked}
          />
        ) : null}
        {searching ? (
          <div className={classes.searching}>
            <Loading />
          </div>
        ) : null}
      </div>
    </div>
  )
}
