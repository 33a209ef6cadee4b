/** The bureau's web service: what it answered, and what is to be done when it did not. */
export const webService = {
  name: 'Web service {{host}}',
  nameless: 'Web service, no address yet',
  /** Why a value cannot be used, at its field. */
  faults: {
    addressMissing: 'The address of the web service is needed, such as https://bureau.example/.',
    addressForm: 'This is not a web address. It looks like https://bureau.example/.',
    addressScheme:
      'The address begins with https://. Only a service on this workstation (127.0.0.1, ::1, localhost) may do without.',
    addressParts: 'The address must not hold a user name, a password, a question mark or a #.',
    organisationMissing: 'The organisation is needed: the bureau says what it is called there.',
    organisationForm: 'Only letters from a to z, digits, blanks and common signs can be sent as the organisation.',
    clientIdMissing: 'The client id is needed: the bureau gives it out, together with the secret.',
    clientIdForm: 'A client id has no colon and no control characters.',
    secretForm: 'A secret has no control characters, such as line breaks.',
    secretBeforeAddress: 'Save the address of the web service first: a secret is kept for one address only.',
  },
  /** The same for the other settings of a bureau. */
  settings: {
    folderMissing: 'The exchange folder is needed.',
    folderRelative: 'The whole path is needed, from the drive or the root on.',
    wordTwice: '“{{word}}” is in the table already, as “{{other}}”.',
    wordEmpty: 'A word needs more than spaces, - and _.',
    wordsMissing: 'The table needs a word for each of these states: {{states}}. Without it no order could ever end.',
  },
  noSecret:
    'No secret can be used for {{host}}. An administrator sets it under Settings, Bureau; it is forgotten whenever the address moves to another host.',
  /** Why no secret can be kept. */
  vault: {
    none: 'Set it in the window of Card Desk; a program on the command line gives it as CARD_DESK_BUREAU_SECRET.',
    locked: 'Its keyring is locked or missing: unlock it, or ask whoever looks after this workstation.',
    failed: 'Its keyring did not take the secret: unlock it, then try again.',
  },
  /** The connection was never established: nothing has left. */
  unreachable: {
    refused: '{{host}} takes no connections. Ask the bureau whether its web service is running, then try again.',
    'unknown-host': 'The network knows no {{host}}. Check the address under Settings, Bureau, and the network.',
    'no-route': '{{host}} cannot be reached from here. Check the network, then try again.',
    certificate:
      'The certificate of {{host}} is not trusted, so nothing was sent. Ask the bureau, or whoever looks after the certificates of this workstation.',
    'no-tls': '{{host}} does not speak https, so nothing was sent. Check the address under Settings, Bureau.',
    proxied:
      'The environment sends requests through a proxy, which would read what {{host}} is sent without https. Nothing was sent. Ask whoever looks after this workstation to take NODE_USE_ENV_PROXY away, or use https.',
    unverified:
      'This workstation is set not to verify certificates (NODE_TLS_REJECT_UNAUTHORIZED), so nothing was sent. Remove that setting and start again.',
  },
  /** It may have heard, but did not say. */
  silent: {
    late: '{{host}} did not answer in time.',
    'broken-off': '{{host}} broke off before it had answered.',
    later: '{{host}} cannot answer just now (it said {{status}}).',
    redirected: '{{host}} points to another address, which is not followed. Check the address under Settings, Bureau.',
    garbled: '{{host}} answered with something that is not an answer to this order ({{status}}).',
    unexpected: '{{host}} answered {{status}}, which means nothing for an order.',
  },
  notAccepted: {
    client:
      '{{host}} does not accept this client (it said {{status}}). Check organisation, client id and secret under Settings, Bureau.',
    service: 'There is no bureau service at {{address}}. Check the address under Settings, Bureau.',
  },
  refused: '{{host}} refused the order ({{status}}) and did not say why.',
  slow: '{{host}} is slow just now: this order waits for the next batch sync.',
  stopped: 'The run was stopped before this order left.',
  unknownOrder: '{{host}} does not know this order.',
  check: {
    accepted: '{{host}} was reached and accepts this client.',
    knowsEverything: '{{host}} answers, but as if it knew an order that nobody ever sent. Ask the bureau.',
  },
} as const
