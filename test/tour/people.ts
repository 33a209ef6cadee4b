import type { Person } from '../support/walk.ts'

// Invented on the spot; the data folder of a tour is thrown away with it.
export const secret = `tour ${crypto.randomUUID()}`

export const administrator: Person = { name: 'Ada Berger', userName: 'ada.berger', password: secret }
/** Colleagues of the sample desk. */
export const operator: Person = { name: 'Mara Lindqvist', userName: 'mara.lindqvist', password: secret }
export const approver: Person = { name: 'Inês Adeyemi', userName: 'ines.adeyemi', password: secret }
