import { isDeepStrictEqual } from 'node:util'
import type { SessionUser } from '../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import type { Settings } from '../../shared/model'
import { t } from '../../shared/texts'
import { actorNow } from '../engine/actor'
import type { SettingsChange } from '../engine/events'
import { type Clock, timestamp } from '../ports'
import type { Store } from '../store/port'

/** What a save makes of the settings as they are: the changes, or why not. */
export type Change = (settings: Settings) => Planned | Refusal
interface Planned {
  /** The version of what is saved, which the save must have started from. */
  readonly version: number
  readonly changes: readonly SettingsChange[]
}

interface Needs {
  readonly store: Store
  readonly clock: Clock
}

/**
 * Saves settings as an administrator: only from the version they were read in, only what really changes, into
 * the history with before and after. Answers the settings as they are then.
 */
export async function saveSettings(
  { store, clock }: Needs,
  version: number,
  by: SessionUser,
  make: Change,
): Promise<Answer<Settings>> {
  const done = await store.transact((view) => {
    const actor = actorNow(view, by, ['administrator'])
    if (!actor.ok) return actor
    const made = make(view.settings())
    if ('ok' in made) return made
    if (made.version !== version)
      return refusal('settings-changed', t('errors.settings-changed'), { version: made.version })
    const stamp = { at: timestamp(clock), user: by.id, name: by.name, role: 'administrator' } as const
    // Saving what is already so is not a change and leaves no trace.
    const changed = made.changes.filter(({ before, after }) => !isDeepStrictEqual(before, after))
    return { ok: true, by: stamp, events: changed.map((change) => ({ type: 'settings-saved', ...change })) }
  })
  return done.ok ? { ok: true, value: store.view.settings() } : done
}
