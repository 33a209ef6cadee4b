import { Select } from '@mantine/core'
import type { Counts } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { ToneIcon } from '../../components/state-badge'
import { formatNumber } from '../../format'
import type { CardQuery } from './query'
import { searchOnEnter } from './search-enter'
import classes from './search-form.module.css'
import { countOf, statusLabels } from './status-labels'

/** Stands for "any state" in the drop-down, whose values cannot be null. */
const anyState = '*'

interface StatusSelectProps {
  readonly query: CardQuery
  readonly counts: Counts
  readonly onChange: (query: CardQuery) => void
  readonly onSearch: () => void
}

/** The state looked for, each with how many cards are in it. */
export function StatusSelect({ query, counts, onChange, onSearch }: StatusSelectProps) {
  const { object, label: chosen } = query
  const labels = statusLabels(object, counts)
  const statusOf = (value: string) =>
    value === anyState
      ? { tone: null, count: countOf(object, counts) }
      : (labels.find(({ label }) => label === value) ?? { tone: null, count: 0 })
  return (
    <Select
      className={classes.status}
      aria-label={t('search.status')}
      data={[{ value: anyState, label: t('search.anyState') }, ...labels.map(({ label }) => ({ value: label, label }))]}
      value={chosen ?? anyState}
      maxDropdownHeight={480}
      comboboxProps={{ width: 208, position: 'bottom-start' }}
      onChange={(value) => onChange({ ...query, label: value === anyState ? null : value })}
      onKeyDownCapture={searchOnEnter(onSearch)}
      renderOption={({ option }) => {
        const { tone, count } = statusOf(option.value)
        return (
          <span className={classes.option} data-none={count === 0 || undefined}>
            <span className={classes.sign}>{tone ? <ToneIcon tone={tone} /> : null}</span>
            <span>{option.label}</span>
            <span className={classes.count}>{formatNumber(count)}</span>
          </span>
        )
      }}
    />
  )
}
