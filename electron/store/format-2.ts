import type { Migration } from './formats'
import { isPlain } from './plain'

/** What is not of the form of format 1 is handed on as it is: the check of the form that follows names it. */
function event(value: unknown): unknown {
  if (!isPlain(value)) return value
  if (value.type === 'account-saved' && isPlain(value.account)) {
    return { ...value, account: { person: null, ...value.account } }
  }
  if (isPlain(value.set) && isPlain(value.set.order)) {
    return { ...value, set: { ...value.set, order: { decision: null, failedAt: null, ...value.set.order } } }
  }
  return value
}

/** Format 1 knew neither decisions on orders, nor when they failed, nor accounts of a person on record. */
export const toFormat2: Migration = {
  to: 2,
  what: 'orders say what was decided on them and when they failed; accounts say which person they belong to',
  record: (record) => (Array.isArray(record.events) ? { ...record, events: record.events.map(event) } : record),
  credentials: (content) => content,
  secrets: (content) => content,
}
