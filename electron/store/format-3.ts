import type { Migration } from './formats'
import { isPlain } from './plain'

/** What is not of the form of format 2 is handed on as it is: the check of the form that follows names it. */
function event(value: unknown): unknown {
  if (!isPlain(value) || !isPlain(value.set) || !isPlain(value.set.order)) return value
  const order = { batch: null, sentAt: null, productionDate: null, chip: null, ...value.set.order }
  return { ...value, set: { ...value.set, order } }
}

/** Format 2 knew nothing of batches and what the bureau tells of an order, of runs of batch sync, or of secrets. */
export const toFormat3: Migration = {
  to: 3,
  what: 'orders say in which batch they left and when, and what the bureau told of the card; runs of batch sync are recorded',
  record: (record) => (Array.isArray(record.events) ? { ...record, events: record.events.map(event) } : record),
  credentials: (content) => content,
  secrets: (content) => content,
}
