/** Wizards of cards: their pages, fields, refusals and outcomes. */
export const cardWizards = {} as const
