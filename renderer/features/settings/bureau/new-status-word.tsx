import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type RefObject, useState } from 'react'
import type { BureauState, StatusWord } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import classes from './bureau.module.css'
import { limits, wordFaults } from './bureau-draft'
import { StateSelect } from './state-select'
import { wordFaultText } from './word-fault-text'

interface NewStatusWordProps {
  readonly words: readonly StatusWord[]
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onAdd: (word: StatusWord) => void
}

/** A word the bureau also says. What is typed and not added is not part of the settings. */
export function NewStatusWord({ words, inputRef, onAdd }: NewStatusWordProps) {
  const [word, setWord] = useState('')
  const [state, setState] = useState<BureauState>('in-production')
  const full = words.length >= limits.words
  const fault = wordFaults([...words, { word }]).at(-1) ?? null
  const twice = fault === 'empty' ? null : wordFaultText(word, fault)
  const possible = fault === null && !full
  const add = (event: FormEvent) => {
    event.preventDefault()
    inputRef.current?.focus()
    if (!possible) return
    onAdd({ word: word.trim(), state })
    setWord('')
  }
  return (
    <form className={classes.newWord} onSubmit={add}>
      <TextInput
        ref={inputRef}
        label={t('bureauSettings.words.new')}
        value={word}
        maxLength={limits.word}
        autoComplete="off"
        spellCheck={false}
        errorProps={{ className: classes.fault }}
        error={full ? t('bureauSettings.words.most', { count: limits.words }) : twice}
        onChange={(event) => setWord(event.currentTarget.value)}
      />
      <StateSelect label={t('bureauSettings.words.newMeaning')} value={state} onChange={setState} />
      <Button type="submit" variant="default" aria-disabled={!possible} data-disabled={!possible}>
        {t('bureauSettings.words.add')}
      </Button>
    </form>
  )
}
