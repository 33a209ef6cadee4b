/** Batch sync: runs, what became of orders, and the connection to the bureau as it answers. */
export const batch = {
  check: {
    simulated: 'No bureau is connected: the simulated one is always there.',
    late: 'The bureau did not answer in time. Try again later.',
  },
  phases: {
    starting: 'Looking at what waits.',
    again_one: 'Sending {{count, number}} order again that has no answer yet.',
    again_other: 'Sending {{count, number}} orders again that have no answer yet.',
    sending: 'Sending batch {{batch}}.',
    asking: 'Asking the bureau what became of orders.',
    takingIn: 'Taking in {{source}}.',
  },
  problems: {
    unavailable: 'The bureau could not be reached. {{reason}}',
    brokenOff: 'The program ended in the middle of this run. What was on its way was sent again at the next start.',
    notPutAway:
      'What {{source}} says was taken in, but the file could not be put away. It is read again by the next run, which changes nothing.',
    tookTooLong: 'Looking took too long; what was seen until then is shown.',
    reconnected:
      'The connection to the bureau was changed under Settings during this run. The next run goes on with it.',
    rejected: 'The file {{source}} could not be taken in; the run says why. Ask the bureau to leave it again.',
    storage: 'The disk refused to record what happened. {{reason}}',
    internal: 'Something unexpected happened (log id {{logId}}). What was sent is known; the next run goes on.',
  },
  notes: {
    notAnswered: 'It did not answer in a way that could be understood.',
    answers: 'the bureau’s answer',
    knownAlready: 'The bureau has it since an earlier attempt.',
    miscounted: 'It did not answer for each order.',
    said: 'The bureau says {{word}}. {{note}}',
    unchanged: 'Nothing new: {{state}}.',
    backwards: 'The bureau says {{word}}, but {{card}} is already {{state}}. It stays as it is.',
    over: 'The bureau says {{word}}, but {{card}} is {{state}} and does not wait for this order any more. It stays as it is.',
    replaced:
      'The bureau says {{word}}, but the order {{order}} was repeated under another number since. Nothing was changed.',
    unknownOrder: 'This desk never sent an order {{order}}.',
    unknownWord: 'The word “{{word}}” has no meaning yet: an administrator gives it one under Settings, Bureau.',
  },
} as const
