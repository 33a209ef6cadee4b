import { useRef } from 'react'
import { flushSync } from 'react-dom'
import type { StatusWord } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { Panel } from '../../../components/panel'
import { StateBadge } from '../../../components/state-badge'
import { useHasRole } from '../../../state/mirror'
import editors from '../editors.module.css'
import classes from './bureau.module.css'
import { wordFaults } from './bureau-draft'
import { NewStatusWord } from './new-status-word'
import type { Faults } from './refused'
import { StatusWordRow } from './status-word-row'
import { wordFaultText } from './word-fault-text'

interface StatusWordsPanelProps {
  readonly words: readonly StatusWord[]
  /** What main found wrong. */
  readonly refused: Pick<Faults, 'words' | 'table'>
  readonly onChange: (words: readonly StatusWord[]) => void
}

/** What the bureau's words mean: changed in place, removed, added. */
export function StatusWordsPanel({ words, refused, onChange }: StatusWordsPanelProps) {
  const mayChange = useHasRole('administrator')
  const rows = useRef<HTMLTableSectionElement>(null)
  const newWord = useRef<HTMLInputElement>(null)
  const faults = wordFaults(words)
  /** Taking a row away takes the focus with it: it goes on in the row that took its place. */
  const remove = (index: number) => {
    flushSync(() => onChange(words.toSpliced(index, 1)))
    const row = rows.current?.children[Math.min(index, words.length - 2)]
    const next = row?.querySelector<HTMLElement>('button[data-remove]') ?? newWord.current
    next?.focus()
  }
  return (
    <Panel title={t('bureauSettings.words.title')} text={t('bureauSettings.words.text')}>
      <p className={classes.unknown}>{t('bureauSettings.words.unknown')}</p>
      <table className={`${editors.table} ${classes.words}`} aria-label={t('bureauSettings.words.title')}>
        <thead>
          <tr>
            <th scope="col">{t('bureauSettings.words.word')}</th>
            <th scope="col" className={classes.stateColumn}>
              {t('bureauSettings.words.meaning')}
            </th>
            {mayChange ? (
              <th scope="col" className={`${editors.actions} ${classes.removeColumn}`}>
                {t('bureauSettings.words.change')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody ref={rows}>
          {words.map((each, index) =>
            mayChange ? (
              <StatusWordRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a word changes while it is typed, its place does not
                key={index}
                position={index + 1}
                value={each}
                fault={wordFaultText(each.word, faults[index] ?? null) ?? refused.words.get(each.word) ?? null}
                onChange={(changed) => onChange(words.with(index, changed))}
                onRemove={() => remove(index)}
              />
            ) : (
              <tr key={each.word}>
                <td>{each.word}</td>
                <td className={classes.stateColumn}>
                  <StateBadge cardType="card" state={each.state} />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      <p role="alert" className={editors.fault}>
        {words.length === 0 ? t('bureauSettings.words.atLeastOne') : refused.table}
      </p>
      {mayChange ? (
        <NewStatusWord words={words} inputRef={newWord} onAdd={(added) => onChange([...words, added])} />
      ) : null}
    </Panel>
  )
}
