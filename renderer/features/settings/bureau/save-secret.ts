import type { Answer } from '../../../../shared/errors'
import type { Settings } from '../../../../shared/model'
import { desk } from '../../../desk'
import { useSettings } from '../settings-store'

/**
 * Sets the secret of the bureau's web service, or with `null` forgets it. The settings on screen follow; where
 * somebody else was first they are read again, so that the next attempt starts from them.
 */
export async function saveSecret(version: number, secret: string | null): Promise<Answer<Settings>> {
  const answer = await desk.settings.saveBureauSecret({ version, secret })
  const { take, read } = useSettings.getState()
  if (answer.ok) take(answer.value)
  else if (answer.error.code === 'settings-changed') await read()
  return answer
}
