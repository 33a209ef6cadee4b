/** Batch sync: runs, what became of orders, and the connection to the bureau as it answers. */
export const batch = {
  check: {
    simulated: 'No bureau is connected: the simulated one is always there.',
  },
  phases: {
    again_one: 'Sending {{count, number}} order again that has no answer yet.',
    again_other: 'Sending {{count, number}} orders again that have no answer yet.',
    sending: 'Sending batch {{batch}}.',
    asking: 'Asking the bureau what became of orders.',
    takingIn: 'Taking in {{source}}.',
  },
  problems: {
    unavailable: 'The bureau could not be reached. {{reason}}',
    brokenOff: 'The program ended in the middle of this run. What was on its way was sent again at the next start.',
    storage: 'The disk refused to record what happened. {{reason}}',
    internal: 'Something unexpected happened (log id {{logId}}). What was sent is known; the next run goes on.',
  },
  notes: {
    said: 'The bureau says {{word}}. {{note}}',
    unchanged: 'Nothing new: {{state}}.',
    backwards: 'The bureau says {{word}}, but {{card}} is already {{state}}. It stays as it is.',
    over: 'The bureau says {{word}}, but {{card}} is {{state}} and does not wait for this order any more. It stays as it is.',
    replaced: 'The bureau says {{word}}, but {{card}} was ordered anew since, as {{order}}. It stays as it is.',
    unknownOrder: 'This desk never sent an order {{order}}.',
    unknownWord: 'The word “{{word}}” has no meaning yet: an administrator gives it one under Settings, Bureau.',
  },
} as const
