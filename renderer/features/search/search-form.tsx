import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { useMirror } from '../../state/mirror'
import { NewMenu } from './new-menu'
import { NewPerson } from './new-person'
import { lookingFor, type SearchObject, searchObjects } from './query'
import { searchOnEnter } from './search-enter'
import classes from './search-form.module.css'
import { useSearch } from './search-store'
import { fieldsText } from './search-words'
import { StatusSelect } from './status-select'

interface SearchFormProps {
  readonly onSearch: () => void
  /** Arrow down in the text goes on into the list. */
  readonly onDown: () => void
}

/** What a person or a card of a type is called. */
const objectName = (object: SearchObject) =>
  object === 'person' ? t('search.person') : t(`lifecycle.cardTypes.${object}.one`)

/** What to look for: object, state and free text. Enter searches from anywhere in it. */
export function SearchForm({ onSearch, onDown }: SearchFormProps) {
  const { form, change } = useSearch()
  const counts = useMirror((state) => state.snapshot?.counts)
  const fields = useMirror((state) => state.snapshot?.searchFields)
  if (!counts || !fields) return null

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
          data={searchObjects.map((object) => ({ value: object, label: objectName(object) }))}
          value={form.object}
          onChange={(object) => object && change(lookingFor(object as SearchObject, form.text))}
          onKeyDownCapture={searchOnEnter(onSearch)}
        />
        {form.object === 'person' ? null : (
          <StatusSelect query={form} counts={counts} onChange={change} onSearch={onSearch} />
        )}
        <TextInput
          className={classes.text}
          type="search"
          aria-label={t('search.text')}
          data-search-text
          placeholder={t('search.textPlaceholder', { fields: fieldsText(form, fields) })}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          value={form.text}
          onChange={({ currentTarget }) => change({ ...form, text: currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            onDown()
          }}
        />
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden="true" />}>
          {t('search.button')}
        </Button>
        {form.object === 'person' ? <NewPerson /> : <NewMenu cardType={form.object} />}
      </form>
    </search>
  )
}
