import { useRef, useState } from 'react'
import type { Settings } from '../../../../shared/model'
import { desk } from '../../../desk'
import { type Editor, useEditor } from '../use-editor'
import { type BureauDraft, pickBureau, valuesOf } from './bureau-draft'
import { type Faults, isEmpty, type Refused, standing } from './refused'

export interface BureauEditor extends Editor<BureauDraft> {
  readonly faults: Faults
  /** The save main refused last; each refusal is another object. */
  readonly refused: Refused | null
  /** Asked before the bureau is connected elsewhere while orders are on their way to it. */
  readonly question: {
    readonly asked: boolean
    /** How many orders, and what could happen. */
    readonly text: string
    cancel(): void
    saveEvenSo(): void
  }
}

/** The editor of the bureau's settings: faults at their fields, and a question where a save could do harm. */
export function useBureauEditor(settings: Settings): BureauEditor {
  const [refused, setRefused] = useState<Refused | null>(null)
  const [question, setQuestion] = useState({ asked: false, text: '' })
  const confirmed = useRef(false)
  const editor = useEditor<BureauDraft>(settings, {
    pick: pickBureau,
    save: async (draft, { version }) => {
      const answer = await desk.settings.saveBureau({ version, values: valuesOf(draft), confirmed: confirmed.current })
      confirmed.current = false
      const fields = answer.ok ? undefined : answer.error.details.fields
      setRefused(fields ? { draft, fields } : null)
      if (!answer.ok && answer.error.code === 'orders-on-the-way')
        setQuestion({ asked: true, text: answer.error.message })
      return answer
    },
  })
  const faults = standing(refused, editor.draft)
  // A refusal is over once nothing of what it named is as it was; where there is a question, that says what it would.
  const isOver = refused !== null && isEmpty(faults)
  const isAsked = editor.error?.code === 'orders-on-the-way'
  const close = () => setQuestion(({ text }) => ({ asked: false, text }))
  return {
    ...editor,
    error: isOver || isAsked ? null : editor.error,
    discard: () => {
      setRefused(null)
      editor.discard()
    },
    faults,
    refused,
    question: {
      ...question,
      cancel: close,
      saveEvenSo: () => {
        close()
        confirmed.current = true
        void editor.submit()
      },
    },
  }
}
