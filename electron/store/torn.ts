import { dirname, join } from 'node:path'
import { type Clock, timestamp } from '../ports'
import { type Files, replaceFile } from '../files'
import type { TornTail } from './journal/scan'
import { segmentFile } from './journal/segments'
import { setAsideFolder } from './names'

/**
 * Cuts an unfinished record off the journal's end, after putting its bytes aside under a name that says
 * when and where. Answers the path inside the data folder of what was put aside.
 */
export async function cutTornTail(
  files: Files,
  folder: string,
  { segment, offset, bytes }: TornTail,
  clock: Clock,
): Promise<string> {
  const when = timestamp(clock).replaceAll(/[:.]/g, '-')
  await files.makeFolder(join(folder, setAsideFolder))
  await files.flushFolder(folder)
  const aside = await freeName(files, folder, `${when}-${String(segment).padStart(12, '0')}-at-${offset}`)
  await replaceFile(files, join(folder, aside), bytes)
  const path = join(folder, segmentFile(segment))
  const file = await files.open(path, 'write')
  try {
    await file.truncate(offset)
    await file.flush()
  } finally {
    await file.close()
  }
  await files.flushFolder(dirname(path))
  return aside
}

/** A clock may come by the same moment twice: what is there already is kept. */
async function freeName(files: Files, folder: string, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const aside = `${setAsideFolder}/${name}${count === 1 ? '' : `-${count}`}.torn`
    if ((await files.size(join(folder, aside))) === null) return aside
  }
}
