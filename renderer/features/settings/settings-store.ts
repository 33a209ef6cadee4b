import { create } from 'zustand'
import type { SymbolicName } from '../../../shared/lifecycle'
import type { Answer, DeskError } from '../../../shared/errors'
import type { Settings } from '../../../shared/model'
import { desk } from '../../desk'
import { onUserLeft } from '../../state/mirror'

interface SettingsStore {
  /** `null` until they were read. */
  readonly settings: Settings | null
  /** The processes this version can run; others are declared and come later. */
  readonly runnable: ReadonlySet<SymbolicName>
  readonly error: DeskError | null
  /** Reads the settings as they are now. */
  read(): Promise<Answer<Settings>>
  /** Takes over what a save answered. */
  take(settings: Settings): void
}

const unread = { settings: null, runnable: new Set<SymbolicName>(), error: null }

/** The settings as main last told them. */
export const useSettings = create<SettingsStore>((set) => ({
  ...unread,
  read: async () => {
    const answer = await desk.settings.read()
    if (!answer.ok) {
      set({ error: answer.error })
      return answer
    }
    const { settings, runnable } = answer.value
    set({ settings, runnable: new Set(runnable), error: null })
    return { ok: true, value: settings }
  },
  take: (settings) => set({ settings }),
}))

onUserLeft(() => useSettings.setState(unread))
