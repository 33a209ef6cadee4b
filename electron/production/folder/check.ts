import { t } from '../../../shared/texts'
import type { Clock } from '../../ports'
import { type Exchange, subFolders } from './exchange'

/** A trial that is an hour old is nobody's any more. Younger ones may be of a check at the same time. */
const longAgo = 60 * 60 * 1000

/**
 * Tries what an exchange needs: the folder, its sub-folders, a file written and removed in each of them.
 * Answers in one sentence or two what lies there. Errors are those of `Exchange`.
 */
export async function checkExchange(exchange: Exchange, clock: Clock): Promise<string> {
  await exchange.expect()
  for (const folder of subFolders) {
    await exchange.make(folder)
    await exchange.dropLeftBehind(folder, '.check.', async (path) => {
      const facts = await exchange.files.look(path)
      return facts !== null && Math.abs(clock.now() - facts.changed) > longAgo
    })
    const trial = exchange.path(folder, `.check.${exchange.ids.random()}.part`)
    try {
      await exchange.writeTemporary(trial, Buffer.from('Card Desk\n'))
    } catch (error) {
      await exchange.drop(trial)
      throw error
    }
    await exchange.files.remove(trial)
  }
  return t('folderExchange.found', {
    waiting: t('folderExchange.waiting', { count: (await exchange.list('outbox')).length }),
    arrived: t('folderExchange.arrived', { count: (await exchange.list('inbox')).length }),
  })
}
