import type { ChangeEntry } from '../../../shared/model'

/** What a change changed, line by line, in words. */
export type Lines = ChangeEntry['changes']

/** One line for each item that went or came, and one for those that stayed if their order changed. */
export function listLines(
  label: string,
  orderLabel: string | null,
  [before, after]: readonly [readonly string[], readonly string[]],
): Lines {
  const gone = before.filter((item) => !after.includes(item)).map((item) => ({ label, before: item, after: '' }))
  const come = after.filter((item) => !before.includes(item)).map((item) => ({ label, before: '', after: item }))
  const stayed = [before.filter((item) => after.includes(item)), after.filter((item) => before.includes(item))]
  const [one, other] = stayed.map((items) => items.join(', '))
  const moved =
    orderLabel !== null && one !== other ? [{ label: orderLabel, before: one ?? '', after: other ?? '' }] : []
  return [...gone, ...come, ...moved]
}
