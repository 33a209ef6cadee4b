import { t } from '../../../shared/texts'
import type { BureauOrder, OrderBatch, SubmitOutcome } from '../port'
import type { Patience } from './exchange'
import type { Heard, Line } from './line'
import { Pace } from './pace'
import { sideBySide } from './side-by-side'

/** Orders that are on their way at the same time. */
const ordersSideBySide = 4

/** What became of one order; `halt`: why none of the others need be tried. */
interface Sent {
  readonly outcome: SubmitOutcome
  readonly halt?: string
}

/**
 * Posts the orders of a batch, a few side by side. As soon as one shows that the service is away or does not
 * accept this client, or the signal says so, or the time for a batch is half over, no further one leaves; those
 * on their way are waited for, after the signal for a short while only.
 */
export async function submitOrders(
  line: Line,
  { id, desk, orders }: OrderBatch,
  { patience, signal }: { readonly patience: Patience; readonly signal: AbortSignal },
): Promise<readonly SubmitOutcome[]> {
  const outcomes: SubmitOutcome[] = orders.map(() => ({ kind: 'not-sent', reason: t('webService.stopped') }))
  const pace = new Pace(patience)
  const last = graceAfter(signal, patience.grace)
  let halted: string | null = null
  const mayRepeat = () => halted === null && !signal.aborted
  await sideBySide(orders.length, ordersSideBySide, async (index) => {
    const order = orders[index]
    if (!order || signal.aborted) return
    if (halted === null && !pace.mayBegin()) halted = t('webService.slow', { host: line.host })
    if (halted !== null) {
      outcomes[index] = { kind: 'not-sent', reason: halted }
      return
    }
    const manner = { patience: pace.now(), signal: last.signal, mayRepeat }
    const heard = await line.post(order.id, body(order, desk, id), manner)
    const { outcome, halt } = sent(line, order.id, heard)
    outcomes[index] = outcome
    halted ??= halt ?? null
  })
  last.forget()
  return outcomes
}

/** A signal that comes some milliseconds after another one. */
function graceAfter(signal: AbortSignal, milliseconds: number) {
  const last = new AbortController()
  const begin = () => setTimeout(() => last.abort(), milliseconds).unref()
  signal.addEventListener('abort', begin)
  return { signal: last.signal, forget: () => signal.removeEventListener('abort', begin) }
}

/** The order as the service takes it. */
function body({ id, ...order }: BureauOrder, desk: string, batch: string): object {
  return { orderId: id, desk, batch, ...order }
}

function sent(line: Line, order: string, heard: Heard): Sent {
  if (heard.kind === 'unreachable') return halting(line.silence(heard), heard.doubtful)
  if (heard.kind !== 'answer') return halting(line.silence(heard), true)
  const { status, body, read, doubtful } = heard
  const notAccepted = line.notAccepted({ status, known: false })
  if (notAccepted !== null) return halting(notAccepted, doubtful)
  const understood = status === 200 || status === 201 ? taken(body, order, read) : refused(line, status, body, read)
  return { outcome: understood ?? { kind: 'unanswered', reason: line.meaningless(status) } }
}

/** It may have arrived when an earlier repetition of it may have. */
function halting(reason: string, doubtful: boolean): Sent {
  return { outcome: { kind: doubtful ? 'unanswered' : 'not-sent', reason }, halt: reason }
}

function taken(body: unknown, order: string, read: Heard['read']): SubmitOutcome | null {
  const answer = read.taken(body, order)
  return answer && { kind: 'taken', note: answer.note }
}

/** Known under this id, with other content. */
const conflict = 409

function refused(line: Line, status: number, body: unknown, read: Heard['read']): SubmitOutcome | null {
  if (status !== 400 && status !== conflict && status !== 422) return null
  const answer = read.refusal(body)
  if (!answer) return null
  const reason = answer.message || t('webService.refused', { host: line.host, status })
  return { kind: 'refused', reason, ...(status === conflict && { known: true }) }
}
