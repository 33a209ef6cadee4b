import { join } from 'node:path'
import { codeOf, realFiles } from '../files'
import { journalFolder } from '../store/names'

/**
 * Makes sure that a folder holds the data of a desk: a name misspelt would be taken for an empty one.
 * @throws saying that there is none.
 */
export async function expectData(folder: string): Promise<void> {
  const journal = await realFiles.look(join(folder, journalFolder)).catch((error: unknown) => {
    // The folder, or one above it, is a file.
    if (codeOf(error) === 'ENOTDIR') return null
    throw error
  })
  if (journal === null) throw new Error(`There is no data in ${folder}. Name the data folder of a desk.`)
}
