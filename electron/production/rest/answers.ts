import { z } from 'zod'
import type { BureauWord } from '../port'
import { cleanText } from './text'

/** Longest text of an answer, and longest note; both in UTF-16 units. */
const longestText = 500
export const longestNote = 2000

/** How texts become what the desk may keep; knows what must not come back in one of them. */
type Clean = (text: string, longest: number) => string

/** A text that says nothing when it is missing, `null` or empty. */
const said = z
  .string()
  .max(longestText)
  .nullish()
  .transform((text) => text || null)
const date = z
  .union([z.literal(''), z.iso.date()])
  .nullish()
  .transform((day) => day || null)
const note = z
  .string()
  .nullish()
  .transform((text) => text ?? '')

const takenSchema = z.object({ orderId: z.string(), created: said, status: z.string().max(longestText), note })

const wordSchema = z.object({
  orderId: z.string(),
  created: said,
  status: z.string().min(1).max(longestText),
  cardNumber: said,
  layout: said,
  productionDate: date,
  validThrough: date,
  personName: said,
  chips: z.array(z.object({ type: said, uid: said })).nullish(),
  note,
})

const refusalSchema = z.object({ message: note })

/** Answers of the service, each of which is `null` when it is not one: then it counts as no answer. */
export const answers = (unspeakable: readonly string[]) => {
  const clean: Clean = (text, longest) => cleanText(text, longest, unspeakable)
  return {
    /** The bureau has that order; answers its note. */
    taken(body: unknown, order: string): { readonly note: string } | null {
      const { data } = takenSchema.safeParse(body)
      return data?.orderId === order ? { note: clean(data.note, longestNote) } : null
    },

    /** The bureau will not make it; answers why, empty when it does not say. */
    refusal(body: unknown): { readonly message: string } | null {
      const { data } = refusalSchema.safeParse(body)
      return data ? { message: clean(data.message, longestText) } : null
    },

    /** How far that order is. */
    word(body: unknown, order: string): BureauWord | null {
      const { data } = wordSchema.safeParse(body)
      if (data?.orderId !== order) return null
      const kept = (text: string | null) => (text === null ? null : clean(text, longestText) || null)
      const chip = data.chips?.[0]
      const uid = kept(chip?.uid ?? null)
      return {
        order,
        word: clean(data.status, longestText),
        note: clean(data.note, longestNote),
        cardNumber: kept(data.cardNumber),
        productionDate: data.productionDate,
        validThrough: data.validThrough,
        personName: kept(data.personName),
        chip: uid === null ? null : { type: kept(chip?.type ?? null) ?? '', uid: uid.toUpperCase() },
      }
    },
  }
}

/** The order is not known to the service: said by a JSON body, for a 404 of any web server has another. */
export function saysUnknown(body: unknown): boolean {
  return typeof body === 'object' && body !== null
}
