import { useCallback, useEffect, useRef, useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'
import { type HistoryPages, withNewest, withOlder } from './history-pages'

/** Records read at a time. */
const limit = 50

/** Every change of settings and accounts that was read so far; the newest come by themselves. */
export function useSettingsHistory() {
  const [pages, setPages] = useState<HistoryPages | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const newest = useRef(0)

  const read = useCallback(async () => {
    const ticket = ++newest.current
    const answer = await desk.settings.history({ limit })
    if (ticket !== newest.current) return
    if (answer.ok) setPages((known) => withNewest(known, answer.value))
    setError(answer.ok ? null : answer.error)
  }, [])
  useEffect(() => {
    void read()
    return () => {
      newest.current += 1
    }
  }, [read])
  useDeskChange(({ settings, accounts }) => {
    if (settings || accounts) void read()
  })

  const before = pages?.before ?? null
  const older = async () => {
    if (before === null || busy) return
    setBusy(true)
    const answer = await desk.settings.history({ limit, before })
    setBusy(false)
    if (answer.ok) setPages((known) => (known?.before === before ? withOlder(known, answer.value) : known))
    setError(answer.ok ? null : answer.error)
  }
  return { pages, error, busy, read, older }
}
