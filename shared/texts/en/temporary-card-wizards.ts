/** Wizards of temporary cards: their pages, fields, refusals and outcomes. */
export const temporaryCardWizards = {
  steps: {
    lastDay: 'Last day',
    reason: 'Reason',
  },
  lastDayHint: 'The card can be used through the whole of this day.',
  assign: {
    holderText: 'Who gets {{card}}?',
    lastDayText: 'Until when does {{name}} need the card?',
  },
  extend: {
    lastDayText: '{{card}} is due back on {{day}}. Which day shall it be instead?',
    sameDay: 'That is the day it has already.',
    before: 'Valid through until now',
    replaced: 'The certificates before were revoked: new ones take their place.',
  },
  withdraw: {
    reasonText_one: 'Why does the card come back?',
    reasonText_other: 'Why do the cards come back?',
    lost_one:
      'A card withdrawn as lost is back in the stock and would be handed out again if it turned up. If it may be in the wrong hands, cancel and lock it instead.',
    lost_other:
      'Cards withdrawn as lost are back in the stock and would be handed out again if they turned up. If they may be in the wrong hands, cancel and lock them instead.',
  },
  lock: {
    reasonText_one: 'Why is the card blocked?',
    reasonText_other: 'Why are the cards blocked?',
    warning_one: 'A locked card stays locked for good: this cannot be undone.',
    warning_other: 'Locked cards stay locked for good: this cannot be undone.',
  },
  confirm: {
    initialise: 'Next writes the chip of {{card}} and puts the card into the stock. Leave it in the reader.',
    assign: 'Next hands {{card}} to {{name}}.',
    extend: '{{name}} keeps {{card}} until the new last day.',
    extendEncoded:
      'Next writes the chip of {{card}} anew and asks for new certificates in place of those it has; {{name}} keeps the card until the new last day.',
    withdraw_one:
      'Next puts {{card}} back into the stock. Its holder leaves the card and stays in its history; its certificates are revoked.',
    withdraw_other:
      'Next puts {{count, number}} cards back into the stock. Their holders leave the cards and stay in their histories; their certificates are revoked.',
    lock_one: 'Next blocks {{card}} for good and revokes its certificates.',
    lock_other: 'Next blocks {{count, number}} cards for good and revokes their certificates.',
  },
  outcomes: {
    initialised: '{{card}} is written and in the stock.',
    assigned: '{{card}} is handed to {{name}}.',
    extended: '{{card}} is now due back on {{day}}.',
    withdrawn: '{{card}} is back in the stock.',
    locked: '{{card}} is locked for good.',
  },
  refusals: {
    hasOne:
      '{{name}} already has a temporary card: {{card}}. Several cards per person can be allowed under Settings, Options.',
    over: '{{card}} was valid through {{day}}. That day is over, so it can only be withdrawn or locked.',
  },
} as const
