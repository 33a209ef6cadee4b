import type { BatchFollowed, BatchPreview, BatchStatus, ParsedRequestOf, ResponseOf } from '../../../shared/contract'
import type { SessionUser } from '../../../shared/contract/responses'
import { type Answer, refusal } from '../../../shared/errors'
import { t } from '../../../shared/texts'

/** Skeleton. */
export class BatchSync {
  status(): BatchStatus {
    return { connection: 'simulated', running: false, lastRun: null, nextAt: null, onTheWay: 0 }
  }
  onStatus(_listener: (status: BatchStatus) => void): void {}
  runs(_request: ParsedRequestOf<'batch.runs'>): ResponseOf<'batch.runs'> {
    return { total: 0, rows: [] }
  }
  async run({ run }: ParsedRequestOf<'batch.run'>): Promise<Answer<ResponseOf<'batch.run'>>> {
    return refusal('sync-run-not-found', t('errors.sync-run-not-found', { run }))
  }
  start(_user: SessionUser): Answer<null> {
    return { ok: true, value: null }
  }
  stop(): Answer<null> {
    return { ok: true, value: null }
  }
  async follow(_after: number): Promise<BatchFollowed> {
    return { kind: 'idle' }
  }
  async preview(): Promise<BatchPreview> {
    return { sources: [], problem: null }
  }
}
