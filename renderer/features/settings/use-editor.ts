import { useState } from 'react'
import type { Answer, DeskError } from '../../../shared/errors'
import type { Settings } from '../../../shared/model'
import { useUnsaved } from '../../state/leaving'
import { useSettings } from './settings-store'

/** What is edited, as it was saved last, with the version a save has to name. */
export interface Saved<Value> {
  readonly value: Value
  readonly version: number
}

export interface Editor<Value> {
  readonly draft: Value
  setDraft(draft: Value): void
  readonly changed: boolean
  readonly busy: boolean
  readonly error: DeskError | null
  /** True from a save until the next edit. */
  readonly justSaved: boolean
  discard(): void
  submit(): Promise<void>
}

interface Edited<Value> {
  /** Picks what this editor edits out of the settings. */
  readonly pick: (settings: Settings) => Saved<Value>
  readonly save: (draft: Value, saved: Saved<Value>) => Promise<Answer<Settings>>
}

// Drafts are plain data made by the same code, so that their written form tells whether they differ.
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/**
 * A draft of part of the settings. It follows what others save while nothing was changed here; a save
 * that is refused because others were first shows the fresh values. Leaving with changes asks.
 */
export function useEditor<Value>(settings: Settings, { pick, save }: Edited<Value>): Editor<Value> {
  const latest = pick(settings)
  const [base, setBase] = useState(latest)
  const [draft, setDraft] = useState(latest.value)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<DeskError | null>(null)
  const [justSaved, setJustSaved] = useState(false)
  const changed = !same(draft, base.value)

  const adopt = (saved: Saved<Value>) => {
    setBase(saved)
    setDraft(saved.value)
  }
  const untouched = same(latest.value, base.value)
  if (!busy && (latest.version !== base.version || !untouched)) {
    if (!changed) adopt(latest)
    // What was saved elsewhere is nothing that is edited here: the draft goes on from there.
    else if (untouched) setBase(latest)
  }

  useUnsaved(changed)

  return {
    draft,
    changed,
    busy,
    error,
    justSaved,
    setDraft: (next) => {
      setDraft(next)
      setJustSaved(false)
    },
    discard: () => {
      adopt(latest)
      setError(null)
    },
    submit: async () => {
      setBusy(true)
      setError(null)
      const answer = await save(draft, base)
      if (answer.ok) {
        useSettings.getState().take(answer.value)
        adopt(pick(answer.value))
      } else {
        setError(answer.error)
        const fresh = answer.error.code === 'settings-changed' ? await useSettings.getState().read() : null
        if (fresh?.ok) adopt(pick(fresh.value))
      }
      setJustSaved(answer.ok)
      setBusy(false)
    },
  }
}
