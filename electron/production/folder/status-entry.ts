import { z } from 'zod'
import { t } from '../../../shared/texts'
import type { BureauWord } from '../port'
import { oneLine } from './shown'
import { limits } from './status-limits'
import { Unreadable } from './unreadable'

/** What can be wrong with a member of an entry; each has its sentence in the catalogue. */
const faults = ['needed', 'text', 'tooLong', 'day', 'object'] as const
type Fault = (typeof faults)[number]

const fault = (kind: Fault): Fault => kind

const text = (most: number) =>
  z
    .string(fault('text'))
    // Counted as people count: a character outside the basic plane is one.
    .refine((given) => given.length <= most || [...given].length <= most, fault('tooLong'))
    .transform(oneLine)

/** What the bureau does not say is missing, `null` or empty, and is `null` from here on. */
const optional = (most: number) =>
  text(most)
    .nullish()
    .transform((given) => given || null)

const needed = text(limits.text)
  .nullish()
  .transform((given) => given ?? '')
  .refine((given) => given !== '', fault('needed'))

const isoDay = z.iso.date()
const day = optional(limits.text).refine((given) => given === null || isoDay.safeParse(given).success, fault('day'))

/** Members nobody knows are left out. */
const entrySchema = z.object({
  order: needed,
  status: needed,
  note: optional(limits.note),
  cardNumber: optional(limits.text),
  productionDate: day,
  validThrough: day,
  personName: optional(limits.text),
  chip: z.object({ type: optional(limits.text), uid: optional(limits.text) }, fault('object')).nullish(),
})

/**
 * An entry of a status file as the desk knows it. `entry` is its number, from 1; `columns` are the names of
 * members where the file has other ones.
 *
 * @throws {Unreadable} that names the entry and the member, never what is in it.
 */
export function wordOf(raw: unknown, entry: number, columns: Readonly<Record<string, string>> = {}): BureauWord {
  const parsed = entrySchema.safeParse(raw)
  if (!parsed.success) throw new Unreadable(sentence(parsed.error.issues[0], entry, columns))
  const { order, status, note, chip, ...said } = parsed.data
  return {
    order,
    word: status,
    note: note ?? '',
    ...said,
    chip: chip?.uid ? { type: chip.type ?? '', uid: chip.uid.toUpperCase() } : null,
  }
}

function sentence(issue: z.core.$ZodIssue | undefined, entry: number, columns: Readonly<Record<string, string>>) {
  const path = issue?.path.join('.') ?? ''
  if (path === '') return t('folderExchange.faults.entry', { entry })
  const kind = faults.find((one) => one === issue?.message) ?? 'text'
  return t(`folderExchange.faults.field.${kind}`, { entry, field: columns[path] ?? path })
}
