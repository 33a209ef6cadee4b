/** The product model in words: states with their meaning, processes, options, roles. */
export const lifecycle = {
  cardTypes: {
    card: { one: 'Card', many: 'Cards', count_one: '{{count, number}} card', count_other: '{{count, number}} cards' },
    'temporary-card': {
      one: 'Temporary card',
      many: 'Temporary cards',
      count_one: '{{count, number}} temporary card',
      count_other: '{{count, number}} temporary cards',
    },
  },
  states: {
    card: {
      registered: { label: 'Registered', meaning: 'The card exists on record; nothing has been ordered yet.' },
      requested: { label: 'Requested', meaning: 'An order was asked for and waits for an approver to decide.' },
      'request-aborted': {
        label: 'Aborted',
        meaning: 'The requester withdrew the order before anybody had decided on it.',
      },
      rejected: { label: 'Rejected', meaning: 'An approver turned the order down.' },
      processing: { label: 'Processing', meaning: 'The order waits in the queue for the next batch sync.' },
      failed: {
        label: 'Failed',
        meaning: 'Ordering or producing the card failed. The order can be repeated; otherwise it stays here.',
      },
      'order-aborted': { label: 'Aborted', meaning: 'An operator took the order out of the queue before it was sent.' },
      ordered: { label: 'Ordered', meaning: 'The bureau has received the order.' },
      'in-production': { label: 'In production', meaning: 'The bureau is making the card.' },
      produced: { label: 'Produced', meaning: 'The card has been made and shipped, ready to be activated.' },
      active: { label: 'Active', meaning: 'The card is in use; its certificates, if it has any, are valid.' },
      inactive: { label: 'Inactive', meaning: 'The card is suspended; its certificates are on hold.' },
      expired: { label: 'Expired', meaning: 'The validity is over; the card can no longer be used.' },
      locked: { label: 'Locked', meaning: 'The card is blocked for good; its certificates are revoked.' },
    },
    'temporary-card': {
      requested: { label: 'Requested', meaning: 'Ordered for the stock, but neither queued nor sent yet.' },
      processing: { label: 'Processing', meaning: 'The order waits in the queue for the next batch sync.' },
      aborted: { label: 'Aborted', meaning: 'An operator took the order out of the queue before it was sent.' },
      failed: { label: 'Failed', meaning: 'Ordering or producing the card failed; this order cannot be repeated.' },
      ordered: { label: 'Ordered', meaning: 'The bureau has received the order.' },
      'in-production': { label: 'In production', meaning: 'The bureau is making the card.' },
      produced: { label: 'Produced', meaning: 'The card has been made and shipped, ready to be initialised.' },
      unassigned: { label: 'Unassigned', meaning: 'The card is encoded and lies in stock.' },
      assigned: { label: 'Assigned', meaning: 'The card is handed to a person until a given day.' },
      expired: { label: 'Expired', meaning: 'The assignment ran out; the card can be withdrawn.' },
      locked: { label: 'Locked', meaning: 'The card is blocked for good.' },
    },
  },
  processes: {
    CardsAddonExtProdProcRegister: {
      name: 'Register card',
      does: 'Puts a new card on record for a person. Nothing is ordered yet.',
    },
    CardsAddonExtProdProcOrder: { name: 'Order card', does: 'Orders the card from the bureau for its holder.' },
    CardsAddonExtProdBoProcOrderMultiple: {
      name: 'Order multiple cards',
      does: 'Orders a card for each of several persons.',
    },
    CardsAddonExtProdProcAbortRequest: {
      name: 'Abort card order request',
      does: 'Withdraws your own request before it is decided.',
    },
    CardsAddonExtProdProcApprove: { name: 'Approve card order', does: 'Approves the request; the order goes on.' },
    CardsAddonExtProdProcReject: { name: 'Reject card order', does: 'Turns the request down for good.' },
    CardsAddonExtProdProcAbort: {
      name: 'Abort card order',
      does: 'Takes the order out of the queue for good. The bureau never receives it.',
    },
    CardsAddonExtProdProcRepeat: { name: 'Repeat card order', does: 'Orders the card once more after a failure.' },
    CardsAddonExtProdProcUpdate: { name: 'Update card order', does: 'Asks the bureau how far the order is.' },
    CardsAddonExtProdProcActivate: { name: 'Activate card', does: 'Encodes the chip and puts the card into use.' },
    CardsProcDeactivate: { name: 'Deactivate card', does: 'Suspends the card; its certificates go on hold.' },
    CardsProcReactivate: { name: 'Reactivate card', does: 'Puts the suspended card back into use.' },
    CardsProcLock: { name: 'Lock card', does: 'Blocks the card for good and revokes its certificates.' },
    CardsProcEdit: { name: 'Edit card', does: 'Changes the data of the card; its state stays as it is.' },
    CardsAddonExtProdBatchSend: { name: 'Batch sync: send', does: 'Sends queued orders to the bureau.' },
    CardsAddonExtProdBatchStatus: { name: 'Batch sync: status', does: 'Takes in what the bureau says of sent orders.' },
    CardsExpiryRun: { name: 'Expiry run', does: 'Ends cards whose validity is over.' },
    TempCardsAddonExtProdProcOrder: {
      name: 'Order temporary cards',
      does: 'Orders temporary cards for the stock from the bureau.',
    },
    TempCardsAddonExtProdProcAbort: {
      name: 'Abort temporary card order',
      does: 'Takes the order out of the queue for good. The bureau never receives it.',
    },
    TempCardsAddonExtProdProcUpdate: {
      name: 'Update temporary card order',
      does: 'Asks the bureau how far the order is.',
    },
    TempCardsAddonExtProdInitialize: {
      name: 'Initialise temporary card',
      does: 'Encodes the chip and takes the card into stock.',
    },
    TempCardsProcAssign: { name: 'Assign temporary card', does: 'Hands the card to a person for some days.' },
    TempCardsProcExtend: { name: 'Extend temporary card', does: 'Lets the person keep the card longer.' },
    TempCardsProcWithdraw: { name: 'Withdraw temporary card', does: 'Takes the card back into stock.' },
    TempCardsProcLock: { name: 'Lock temporary card', does: 'Blocks the card for good.' },
    TempCardsAddonExtProdBatchSend: { name: 'Batch sync: send', does: 'Sends queued orders to the bureau.' },
    TempCardsAddonExtProdBatchStatus: {
      name: 'Batch sync: status',
      does: 'Takes in what the bureau says of sent orders.',
    },
    TempCardsExpiryRun: { name: 'Expiry run', does: 'Ends assignments whose last day is over.' },
  },
  options: {
    CardsAddonExtProdApproval: {
      name: 'Orders need approval',
      meaning: 'A new order stops in Requested until an approver has decided.',
    },
    CardsAddonExtProdQueue: {
      name: 'Orders are queued',
      meaning: 'A new order waits in Processing for the next batch sync. Switched off, it is sent at once.',
    },
    CardsAddonExtProdMultipleCards: {
      name: 'Several cards per person',
      meaning: 'A person may have more than one open order or usable card.',
    },
    CardsValidityMonths: { name: 'Validity in months', meaning: 'How long a newly ordered card is valid by default.' },
    CardsCertificates: { name: 'Issue certificates', meaning: 'Certificates are issued when a card is activated.' },
    TempCardsAddonExtProdQueue: {
      name: 'Orders are queued',
      meaning: 'A new order waits in Processing for the next batch sync. Switched off, it is sent at once.',
    },
    TempCardsValidityDays: { name: 'Validity in days', meaning: 'How long a temporary card is handed out by default.' },
    TempCardsMultipleCards: {
      name: 'Several temporary cards per person',
      meaning: 'A person may have more than one temporary card at a time.',
    },
    FourEyes: { name: 'Four eyes', meaning: 'Nobody decides on an order they asked for themselves.' },
    BatchSyncMinutes: {
      name: 'Minutes between batch syncs',
      meaning: 'How often queued orders are sent and sent ones are asked after; 0 = only by hand.',
    },
  },
  roles: {
    operator: { name: 'Operator', meaning: 'Searches for cards and runs processes on them.' },
    approver: { name: 'Approver', meaning: 'Sees requests and decides on them.' },
    administrator: { name: 'Administrator', meaning: 'Sets what the desk offers and who may sign in.' },
    auditor: { name: 'Auditor', meaning: 'Reads everything and changes nothing.' },
    system: { name: 'System', meaning: 'Card Desk itself.' },
  },
} as const
