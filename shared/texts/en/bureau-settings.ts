/** Settings → Bureau: how the desk reaches its bureau, and what the bureau's words mean. */
export const bureauSettings = {
  connection: {
    title: 'Connection',
    text: 'How orders get to the bureau, and how word of them comes back.',
    label: 'How the bureau is connected',
    simulated: {
      name: 'None',
      text: 'To try the desk with a simulated bureau: nothing leaves this workstation, no card is made, and batch sync runs only by hand.',
    },
    folder: {
      name: 'Exchange folder',
      text: 'Orders and answers are files in a folder: on a network drive, or on a stick that is carried to the bureau.',
    },
    rest: {
      name: 'Web service',
      text: 'Orders go over the network to the web service of the bureau, which is also asked what became of them.',
    },
    /** Said under another choice, before the save. */
    leavesSimulated_one:
      '{{count, number}} order is Ordered or In production at the simulated bureau. The new one will not know it, and nothing will move its card on. To have it finished, run batch sync before you save; that sends what is queued to the simulated bureau, too.',
    leavesSimulated_other:
      '{{count, number}} orders are Ordered or In production at the simulated bureau. The new one will not know them, and nothing will move their cards on. To have them finished, run batch sync before you save; that sends what is queued to the simulated bureau, too.',
    /** A fault in fields that are not on screen. */
    hidden: '{{connection}}: {{fault}}',
  },
  folder: {
    path: 'Folder',
    pathHint:
      'Its full path. It must be there already: Card Desk never makes it, so that a stick that is not plugged in is noticed.',
    format: 'Order files',
    formatHint: 'Status files are read in either form.',
    json: 'JSON',
    csv: 'CSV',
    parts: 'What lies in it',
    partsText: 'Four folders, made by Card Desk when they are missing:',
    outbox: 'order files, until the bureau takes them away',
    inbox: 'status files the bureau leaves for the desk',
    archive: 'status files that were taken in',
    rejected: 'status files that were refused, each with the reason',
  },
  rest: {
    address: 'Address',
    addressHint: 'Begins with https://. Without encryption, http://, only to this workstation itself.',
    organisation: 'Organisation',
    clientId: 'Client id',
    /** Said before the save. */
    willForget:
      'The secret belongs to {{origin}}. Saving another address forgets it, so that it is never sent elsewhere; set the new one afterwards.',
  },
  secret: {
    title: 'Secret',
    set: 'set',
    notSet: 'not set',
    hint: 'It is kept by the means this workstation has for secrets, and is never shown again.',
    setIt: 'Set secret…',
    forget: 'Forget',
    forgetLabel: 'Forget the secret',
    /** Why it cannot be set now. */
    addressFirst: 'A secret belongs to its address: save the address first.',
    wasSet: 'The secret is set and in effect. It needed no saving.',
    wasForgotten: 'The secret is forgotten. It needed no saving.',
    dialog: {
      title: 'Set the secret',
      text: 'What the bureau gave this desk for {{origin}}. It takes effect at once.',
      field: 'Secret',
      spaces: 'It begins or ends with a space. It is taken as it is.',
      submit: 'Set secret',
    },
    question: {
      title: 'Forget the secret?',
      text: 'Without it the bureau does not accept this desk: orders wait until a secret is set again. Nobody can look it up here.',
      forget: 'Forget it',
      keep: 'Keep it',
    },
  },
  check: {
    check: 'Check the connection',
    saveFirst: 'Save or discard the changes first: what is saved is checked.',
    underWay: 'Checking. You can go on meanwhile.',
    works: 'It works.',
    fails: 'It does not work.',
  },
  batches: {
    title: 'Batches',
    text: 'Orders are sent some at a time; between two batches a run can be stopped.',
    size: 'Orders per batch',
    unit: 'orders',
  },
  words: {
    title: 'Status words',
    text: 'What the bureau’s words mean here. Case, spaces, hyphens and underscores make no difference.',
    unknown: 'A word that is not in this table moves no card: it stays as it is, and the run says which word it was.',
    word: 'Word of the bureau',
    meaning: 'State of the card',
    change: 'Change',
    /** One row's fields, for who does not see the table. */
    wordAt: 'Word {{position, number}}',
    meaningOf: 'State for {{word}}',
    remove: 'Remove {{word}}',
    unnamed: 'word {{position, number}}',
    new: 'New word',
    newMeaning: 'State',
    add: 'Add',
    twice: '“{{word}}” is in the table already.',
    atLeastOne: 'At least one word is needed.',
    most: 'There is room for {{count, number}} words.',
  },
  elsewhere: {
    title: 'Connect the bureau elsewhere?',
    safe: 'To be safe, cancel, run batch sync until no order is on its way or at the bureau any more, and save then.',
    saveEvenSo: 'Save even so',
  },
} as const
