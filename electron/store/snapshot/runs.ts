import { formatId } from '../../engine/view'
import { PackedShard, type PackedThings } from '../packed/shard'
import { type RunRow, runPacking } from '../packed/things'
import type { SyncRuns } from '../sync-runs'
import { shardSize } from './documents'

/** The runs of one document, as bytes. They are few: memory has them as they are. */
export function packedRuns(runs: SyncRuns, shard: number): PackedThings {
  const first = shard * shardSize
  const rows = new Map<number, RunRow>()
  for (let place = 0; place < shardSize; place += 1) {
    const run = runs.get(formatId('sync-run', first + place))
    if (run) rows.set(place, { run, records: runs.recordsOf(run.id) })
  }
  return PackedShard.empty(runPacking, first).with(rows).packed()
}

/** Puts what `packedRuns` gave into memory. @throws {Error} when it does not hang together. */
export function takeRuns(runs: SyncRuns, shard: number, things: PackedThings): void {
  const packed = PackedShard.of(runPacking, shard * shardSize, things, (text) => text)
  for (const { run, records } of packed.all()) runs.put(run, records)
}
