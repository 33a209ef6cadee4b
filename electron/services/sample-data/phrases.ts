/** What people and the bureau wrote in the histories of sample cards. */

export const approvalComments = [
  'Confirmed with the line manager.',
  'Starts on the first of the month.',
  'Contract checked.',
  'Approved, replacement for a worn card.',
] as const

export const rejectionReasons = [
  'The contract ends before the card would arrive.',
  'Has a valid card already; found in the locker.',
  'Wrong layout: this person is a contractor.',
  'Not confirmed by the line manager.',
  'The photo does not meet the rules.',
] as const

export const withdrawalReasons = [
  'Ordered for the wrong person.',
  'No longer needed.',
  'Asked for twice by mistake.',
  'Changes department next week; ordered again later.',
] as const

export const sendingFailures = [
  'The bureau refused the order: the postcode of the delivery address is missing.',
  'The bureau refused the order: no photo of the holder.',
  'The bureau did not answer within five minutes.',
  'The bureau refused the order: the layout is not released.',
] as const

export const productionFailures = [
  'The chip failed the final test.',
  'Misprint; the bureau has stopped the order.',
  'Lost in the post, returned by the carrier.',
  'The bureau ran out of blanks of this layout.',
] as const

/** How many of the orders the bureau takes come with a note. */
export const noted = 0.25

export const bureauNotes = [
  'Taken. Delivery in about 5 working days.',
  'Taken. Delivery in about 7 working days.',
  'Taken into Tuesday’s run.',
  'Taken, express.',
] as const

export const suspensionReasons = ['left', 'forgotten', 'misplaced', 'other'] as const
export const returnReasons = ['returned', 'returned', 'returned', 'no-longer-needed'] as const

/** Why cards were locked, each with what was noted down; a card of the stock has nobody who left. */
export const locks = [
  { reason: 'lost', comment: 'Reported by telephone.' },
  { reason: 'stolen', comment: 'Police report handed in.' },
  { reason: 'damaged', comment: 'Chip cracked.' },
  { reason: 'other', comment: 'Found cut in two.' },
] as const
export const personalLocks = [...locks, { reason: 'left', comment: 'Last day was Friday.' }] as const
