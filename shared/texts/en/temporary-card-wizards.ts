/** Wizards of temporary cards: their pages, fields, refusals and outcomes. */
export const temporaryCardWizards = {} as const
