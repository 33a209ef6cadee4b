import { open } from 'node:fs/promises'
import { type Block, type BlockTimes, waitingAtOnce } from '../blocks'
import { answering } from './tell'

const oneByOne = 200
const rounds = 10

/** The floor: as many bytes as a change needs are added to a file and flushed, and nothing else. */
export async function changeFloor(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  const record = Buffer.alloc(bytes, 'a')
  const together = Buffer.alloc(bytes * waitingAtOnce, 'a')
  let offset = 0
  const append = async (block: Buffer) => {
    const before = performance.now()
    await file.write(block, 0, block.length, offset)
    await file.datasync()
    offset += block.length
    return performance.now() - before
  }

  await answering(async (block): Promise<BlockTimes> => {
    const times: number[] = []
    const before = performance.now()
    if ((block as Block) === 'one') for (let done = 0; done < oneByOne; done += 1) times.push(await append(record))
    else {
      for (let done = 0; done < rounds; done += 1) {
        const time = await append(together)
        times.push(...Array.from({ length: waitingAtOnce }, () => time))
      }
    }
    return { times, milliseconds: performance.now() - before }
  })
  await file.close()
}
