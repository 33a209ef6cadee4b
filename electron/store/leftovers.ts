import { join } from 'node:path'
import type { Files } from '../files'
import { type Log, whyOf } from '../ports'
import { setAsideFolder } from './names'

/** What `replaceFile` calls a file until it is whole: that of the file it becomes, and who writes it. */
const unfinished = /\.(json|torn)\.\d+-\d+\.new$/

/**
 * Removes what a crash left of files that were being written: nobody reads them any more, and the next crash would
 * leave more; one of them may hold what was forgotten since. Failing is no harm: the next start tries again. The
 * folder must be locked. Those of the snapshot go with its next checkpoint.
 */
export async function removeLeftovers(files: Files, folder: string, log: Log): Promise<void> {
  try {
    for (const place of [folder, join(folder, setAsideFolder)]) {
      for (const name of await files.list(place)) {
        if (unfinished.test(name)) await files.remove(join(place, name))
      }
    }
  } catch (error) {
    log.warn('unfinished files not removed', { why: whyOf(error) })
  }
}
