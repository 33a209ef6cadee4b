import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { type CardType, cardTypes } from '../../../shared/lifecycle'
import { listed, t } from '../../../shared/texts'
import { ToneIcon } from '../../components/state-badge'
import { formatNumber } from '../../format'
import { useMirror } from '../../state/mirror'
import { NewMenu } from './new-menu'
import classes from './search-form.module.css'
import { useSearch } from './search-store'
import { countOf, statusLabels } from './status-labels'

/** Stands for "any state" in the drop-down, whose values cannot be null. */
const anyState = '*'

interface SearchFormProps {
  readonly onSearch: () => void
  /** Arrow down in the text goes on into the list. */
  readonly onDown: () => void
}

/** What to look for: object, state and free text. Enter searches from anywhere in it. */
export function SearchForm({ onSearch, onDown }: SearchFormProps) {
  const { form, change } = useSearch()
  const counts = useMirror((state) => state.snapshot?.counts)
  const fields = useMirror((state) => state.snapshot?.searchFields[form.cardType])
  if (!counts || !fields) return null

  const labels = statusLabels(form.cardType, counts)
  const statusOf = (value: string) =>
    value === anyState
      ? { tone: null, count: countOf(form.cardType, counts) }
      : (labels.find(({ label }) => label === value) ?? { tone: null, count: 0 })
  const choices = [
    { value: anyState, label: t('search.anyState') },
    ...labels.map(({ label }) => ({ value: label, label })),
  ]
  const searchOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter on a closed drop-down would open it; here it searches, and the arrow keys open.
    if (event.key !== 'Enter' || event.currentTarget.ariaExpanded === 'true') return
    event.preventDefault()
    event.stopPropagation()
    onSearch()
  }

  return (
    <search>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          onSearch()
        }}
      >
        <Select
          className={classes.object}
          aria-label={t('search.object')}
          data={cardTypes.map((type) => ({ value: type, label: t(`lifecycle.cardTypes.${type}.one`) }))}
          value={form.cardType}
          onChange={(type) => type && change({ cardType: type as CardType, label: null })}
          onKeyDownCapture={searchOnEnter}
        />
        <Select
          className={classes.status}
          aria-label={t('search.status')}
          data={choices}
          value={form.label ?? anyState}
          maxDropdownHeight={480}
          comboboxProps={{ width: 208, position: 'bottom-start' }}
          onChange={(value) => change({ label: value === anyState ? null : value })}
          onKeyDownCapture={searchOnEnter}
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
        <TextInput
          className={classes.text}
          type="search"
          aria-label={t('search.text')}
          data-search-text
          placeholder={t('search.textPlaceholder', {
            fields: listed(
              fields.map((field) => t(`search.fields.${field}`)),
              'or',
            ),
          })}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          value={form.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            onDown()
          }}
        />
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden="true" />}>
          {t('search.button')}
        </Button>
        <NewMenu cardType={form.cardType} />
      </form>
    </search>
  )
}
