import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Answer } from '../../../shared/errors'
import { AtTheDesk, must } from './desk'
import { atRest } from './memory'
import { pauseOf } from './pause-watch'

/** A check of the whole data folder, and a backup, as people start them in Settings while the desk is open. */
export async function upkeep(folder: string, place: string): Promise<void> {
  const into = join(place, 'backups')
  await mkdir(into)
  const ada = await AtTheDesk.signedIn(folder)
  const { client } = ada
  const { settings } = must(await client.settings.read())
  const values = { folder: into, daily: false, keep: 1 }
  must(await client.settings.saveBackup({ version: settings.backup.version, values }))
  await atRest()
  await pauseOf('pause.verify', () => task(ada, () => client.data.verify()))
  await pauseOf('pause.backup', () => task(ada, () => client.data.backup()))
  await ada.close()
}

/** Starts a task and follows it to its end. @throws {Error} when it did not end well. */
async function task({ client }: AtTheDesk, start: () => Promise<Answer<null>>): Promise<void> {
  must(await start())
  for (let after = 0; ; ) {
    const followed = must(await client.data.follow({ after }))
    if (followed.kind === 'running') after = followed.progress.number
    else if (followed.kind === 'ended' && followed.end.end === 'done') return
    else throw new Error(followed.kind === 'ended' ? followed.end.text : 'there is no task')
  }
}
