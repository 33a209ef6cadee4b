import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import { cardTypes } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { useMirror } from '../../state/mirror'
import classes from './search-tab.module.css'
import type { Query } from './search-store'
import { emptyText } from './search-words'

interface SearchEmptyProps {
  readonly searched: Query
  readonly onSearch: (change: Partial<Query>) => void
}

/** Nothing was found: what was looked for, and what to change with one click. */
export function SearchEmpty({ searched, onSearch }: SearchEmptyProps) {
  const fields = useMirror((state) => state.snapshot?.searchFields[searched.cardType]) ?? []
  const other = cardTypes.find((type) => type !== searched.cardType) ?? 'card'
  const hasText = searched.text.trim() !== ''
  return (
    <EmptyState icon={<IconSearchOff size={24} />} text={emptyText(searched, fields)}>
      <div className={classes.ways}>
        {searched.label !== null ? (
          <Button variant="default" onClick={() => onSearch({ label: null })}>
            {t('search.empty.anyState')}
          </Button>
        ) : null}
        {hasText ? (
          <Button variant="default" onClick={() => onSearch({ text: '' })}>
            {t('search.empty.withoutText')}
          </Button>
        ) : null}
        {hasText ? (
          <Button variant="default" onClick={() => onSearch({ cardType: other, label: null })}>
            {t(`search.empty.otherType.${other}`)}
          </Button>
        ) : null}
      </div>
    </EmptyState>
  )
}
