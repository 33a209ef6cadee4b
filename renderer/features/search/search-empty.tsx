import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { useMirror } from '../../state/mirror'
import classes from './search-tab.module.css'
import { lookingFor, type Query, searchObjects } from './query'
import { emptyText } from './search-words'

interface SearchEmptyProps {
  readonly searched: Query
  readonly onSearch: (query: Query) => void
}

/** Nothing was found: what was looked for, and what to change with one click. */
export function SearchEmpty({ searched, onSearch }: SearchEmptyProps) {
  const { object } = searched
  const fields = useMirror((state) => state.snapshot?.searchFields)
  if (!fields) return null
  const hasText = searched.text.trim() !== ''
  return (
    <EmptyState icon={<IconSearchOff size={24} />} text={emptyText(searched, fields)}>
      <div className={classes.ways}>
        {searched.object !== 'person' && searched.label !== null ? (
          <Button variant="default" onClick={() => onSearch({ ...searched, label: null })}>
            {t('search.empty.anyState')}
          </Button>
        ) : null}
        {hasText ? (
          <Button variant="default" onClick={() => onSearch({ ...searched, text: '' })}>
            {t('search.empty.withoutText')}
          </Button>
        ) : null}
        {hasText
          ? searchObjects
              .filter((other) => other !== object)
              .map((other) => (
                <Button key={other} variant="default" onClick={() => onSearch(lookingFor(other, searched.text))}>
                  {t(`search.empty.other.${other}`)}
                </Button>
              ))
          : null}
      </div>
    </EmptyState>
  )
}
