/** Persons: their profile and their record. */
export const persons = {} as const
