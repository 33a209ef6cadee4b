/** Wizards of cards: their pages, fields, refusals and outcomes. */
export const cardWizards = {
  steps: {
    decide: 'Decide',
    persons: 'Persons',
    personsText: 'Who gets a card?',
    orderMultipleText: 'The same for all of them. Name and UPN on each card are the person’s own.',
    correct: 'Correct',
    correctText: 'The order of {{card}} failed. Correct what stood in its way, or leave it as it is.',
    holderCheck: 'Holder',
    holderCheckText: 'The card is for {{name}}. Make sure that this is the person in front of you.',
    reason: 'Reason',
    lockText_one: 'Why is the card blocked?',
    lockText_other: 'Why are the cards blocked?',
    editText: 'Change what is no longer right about {{card}}.',
  },
  fields: {
    persons: 'Persons',
    employeeNumber: 'Employee number',
    failure: 'Why it failed',
  },
  identity: {
    'identity-document': 'Identity card or passport seen',
    'former-card': 'Former card of this desk seen',
    known: 'Known in person',
  },
  lockWarning_one: 'A locked card stays locked for good: this cannot be undone.',
  lockWarning_other: 'Locked cards stay locked for good: this cannot be undone.',
  emptied: '(emptied)',
  confirm: {
    request_one: 'Next sends the order to an approver. The card becomes Requested.',
    request_other: 'Next sends {{count, number}} orders to an approver. The cards become Requested.',
    approveQueued_one:
      'Next approves the order of {{card}} and puts it into the queue for the next batch sync. Look at the request first.',
    approveQueued_other: 'Next approves {{count, number}} orders and puts them into the queue for the next batch sync.',
    approveSent_one:
      'Next approves the order of {{card}} and sends it to the bureau at once. Look at the request first.',
    approveSent_other: 'Next approves {{count, number}} orders and sends them to the bureau at once.',
    reject_one: 'Next turns the order of {{card}} down for good. Whoever asked for it reads the reason.',
    reject_other:
      'Next turns {{count, number}} orders down for good. Whoever asked for them reads the reason, the same for all.',
    abortRequest_one:
      'Next withdraws your request for {{card}}. Nobody decides on it any more, and it cannot be undone.',
    abortRequest_other:
      'Next withdraws {{count, number}} of your requests. Nobody decides on them any more, and it cannot be undone.',
    repeatQueued_one:
      'Next orders {{card}} once more, under a new order number, and puts it into the queue for the next batch sync.',
    repeatQueued_other:
      'Next orders {{count, number}} cards once more, as they were ordered before but under new order numbers, and puts them into the queue for the next batch sync.',
    repeatSent_one: 'Next orders {{card}} once more, under a new order number, and sends it to the bureau at once.',
    repeatSent_other:
      'Next orders {{count, number}} cards once more, as they were ordered before but under new order numbers, and sends them to the bureau at once.',
    activate: 'Next writes the chip of {{card}} and puts the card into use. Leave it in the reader.',
    activateCertificates:
      'Next writes the chip of {{card}}, asks for its certificates and puts the card into use. Leave it in the reader.',
    deactivate_one: 'Next suspends {{card}} until it is reactivated. Certificates it has go on hold.',
    deactivate_other:
      'Next suspends {{count, number}} cards until they are reactivated. Certificates they have go on hold.',
    reactivate_one:
      'Next puts {{card}} back into use. Certificates that went on hold when it was deactivated are valid again.',
    reactivate_other:
      'Next puts {{count, number}} cards back into use. Certificates that went on hold when they were deactivated are valid again.',
    lock_one: 'Next blocks {{card}} for good. Certificates it has are revoked.',
    lock_other: 'Next blocks {{count, number}} cards for good. Certificates they have are revoked.',
    edit: 'Next changes {{card}}. Its state stays as it is.',
  },
  outcomes: {
    rejected: 'The order of {{card}} is rejected.',
    requestAborted: 'Your request for {{card}} is withdrawn.',
    activated: '{{card}} is in use by {{name}}.',
    deactivated: '{{card}} is suspended.',
    reactivated: '{{card}} is in use again.',
    locked: '{{card}} is locked for good.',
    edited: '{{card}} is changed.',
  },
  fourEyes: {
    approved: 'The delivery address stays as {{name}} approved it.',
    requested: 'The delivery address can be changed by {{name}} alone, who asked for the order, until it is decided.',
    repeated: 'The order goes out as {{name}} approved it. Somebody else can correct it first.',
  },
  refusals: {
    ownRequest: 'You asked for the order of {{card}} yourself: somebody else decides on it.',
    ownCard: '{{card}} is your own card: somebody else decides on its order.',
    notRequester: 'Only {{name}}, who asked for the order of {{card}}, can withdraw it.',
    pastValidity: '{{card}} was valid through {{day}} and cannot be put into use any more.',
    noHolder: '{{card}} has no holder, so nobody can be checked before it is put into use.',
    unchanged: 'Nothing here is other than it was. Change something, or cancel.',
  },
} as const
