import { z } from 'zod'

/** A holder of cards. Identifiers of people are kept as typed: what an organisation uses differs widely. */
export interface Person {
  readonly id: string
  /** Counts the changes of this record; a commit names the version it was decided on. */
  readonly version: number
  readonly employeeNumber: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  /** User principal name, as the directory has it: usually `name@domain`. */
  readonly upn: string
  readonly organisationalUnit: string
}

/** Text typed by people: trimmed, composed to one Unicode form, whole characters, no control characters, bounded. */
export const plainText = (maximum: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(maximum)
        .refine((text) => text.isWellFormed())
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
        .regex(/^[^\u0000-\u001f\u007f]*$/u),
    )

/** As `plainText`, and something must be there. */
export const requiredText = (maximum: number) => plainText(maximum).pipe(z.string().min(1))

export const newPersonSchema = z.strictObject({
  employeeNumber: requiredText(40),
  givenName: requiredText(120),
  familyName: requiredText(120),
  email: z.union([z.literal(''), plainText(200).pipe(z.email())]),
  upn: plainText(200),
  organisationalUnit: plainText(120),
})
export type NewPerson = z.infer<typeof newPersonSchema>

/** The name as people write it: given name first. */
export function fullName(person: Pick<Person, 'givenName' | 'familyName'>): string {
  return `${person.givenName} ${person.familyName}`.trim()
}
