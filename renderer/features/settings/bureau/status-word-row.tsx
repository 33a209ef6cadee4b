import { ActionIcon, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { StatusWord } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import editors from '../editors.module.css'
import classes from './bureau.module.css'
import { limits } from './bureau-draft'
import { StateSelect } from './state-select'

interface StatusWordRowProps {
  /** Counted from 1. */
  readonly position: number
  readonly value: StatusWord
  readonly fault: string | null
  readonly onChange: (value: StatusWord) => void
  readonly onRemove: () => void
}

/** One word of the bureau and the state it means. */
export function StatusWordRow({ position, value, fault, onChange, onRemove }: StatusWordRowProps) {
  const word = value.word.trim() || t('bureauSettings.words.unnamed', { position })
  const remove = t('bureauSettings.words.remove', { word })
  return (
    <tr data-edited>
      <td>
        <TextInput
          aria-label={t('bureauSettings.words.wordAt', { position })}
          value={value.word}
          maxLength={limits.word}
          autoComplete="off"
          spellCheck={false}
          errorProps={{ className: classes.fault }}
          error={fault}
          onChange={(event) => onChange({ ...value, word: event.currentTarget.value })}
        />
      </td>
      <td className={classes.stateColumn}>
        <StateSelect
          aria-label={t('bureauSettings.words.meaningOf', { word })}
          value={value.state}
          onChange={(state) => onChange({ ...value, state })}
        />
      </td>
      <td className={`${editors.actions} ${classes.removeColumn}`}>
        <ActionIcon variant="default" aria-label={remove} title={remove} data-remove onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </td>
    </tr>
  )
}
