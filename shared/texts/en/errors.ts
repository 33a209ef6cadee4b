/** What every refusal says: what happened, to which card, what is possible now. */
export const errors = {
  'foreign-frame': 'This call did not come from the window of Card Desk and was refused.',
  'unknown-call': 'Card Desk has no call named {{channel}}.',
  'bad-request': 'The request is not of the right form: {{faults}}. Nothing was changed.',
  'not-signed-in': 'Nobody is signed in. Sign in and try again.',
  locked: 'The screen is locked. Unlock it with your password and try again.',
  'not-permitted': 'This needs the role {{roles}}. You are signed in as {{own}}.',
  'already-set-up': 'This desk already has an administrator. Sign in instead.',
  'sign-in-failed': 'The user name or the password is not right.',
  'unlock-failed': 'The password is not right.',
  'sign-in-delayed_one': 'Too many attempts failed. Try again in {{count, number}} second.',
  'sign-in-delayed_other': 'Too many attempts failed. Try again in {{count, number}} seconds.',
  'sign-in-overtaken': 'Something changed here or in this account while the password was checked. Sign in again.',
  'account-disabled': 'This account is switched off. Ask an administrator.',
  'weak-password': 'This password is too easy to guess. {{advice}}',
  'password-too-short': 'Use at least {{count, number}} characters.',
  'user-name-taken': 'The user name {{userName}} is taken.',
  'own-link': 'Whom your own account belongs to can be changed by another administrator only.',
  'person-linked':
    '{{name}} already has the account {{userName}}. An account belongs to one person, a person to one account.',
  'last-administrator':
    'At least one administrator who can sign in must remain. Make somebody else administrator first.',
  'not-found': {
    card: 'There is no card {{id}}.',
    person: 'There is no person {{id}}.',
    account: 'There is no account {{id}}.',
  },
  'person-exists': '{{name}} already has the employee number {{employeeNumber}}.',
  'person-changed': 'The record of {{name}} was changed meanwhile. It is shown as it is now: make your change again.',
  'settings-changed':
    'Somebody saved these settings while you were changing them. They are shown as they are now: make your change again.',
  'account-changed': 'This account was changed meanwhile. It is shown as it is now: make your change again.',
  'card-changed':
    '{{card}} was changed by {{name}} while this was open: {{process}}, it is now {{state}}. Nothing was done; {{possible}}',
  'process-off':
    '{{process}} is not switched on for {{cardType}} in the state {{state}}. {{card}} was left as it is; {{possible}}',
  'process-off-new':
    '{{process}} is not switched on. An administrator can add it under Settings, {{cardType}}, General.',
  'other-type': '{{process}} is not for {{card}}, which is a {{cardType}}.',
  'needs-card': '{{process}} needs a card to run on. Open one and start it there.',
  'wrong-state': '{{process}} is not possible: {{card}} is {{state}}. It was left as it is; {{possible}}',
  'role-lacks-process': '{{process}} needs the role {{roles}}. {{subject}}',
  'process-not-available': '{{process}} is not part of this version of Card Desk yet.',
  possible: {
    none: 'no process is possible from there.',
    some: 'possible from there: {{processes}}.',
  },
  leftInState: '{{card}} is {{state}} and was left as it is; {{possible}}',
  noState: 'not made yet',
  'run-not-found': 'This wizard is no longer open. Nothing was done; start it again.',
  'run-ended': 'This wizard has ended. Look at what is shown now before you start anything else.',
  'run-finishing': 'This process is being carried out just now. Look at the card before you start anything else.',
  'nothing-underway': 'Nothing is under way in this wizard just now.',
  'not-several': '{{process}} cannot be run on several cards at once.',
  'orders-on-the-way_one':
    '{{count, number}} order is on its way to the bureau as it is connected now, and has no answer yet. Connected elsewhere, it would be sent there too, and might be made twice.',
  'orders-on-the-way_other':
    '{{count, number}} orders are on their way to the bureau as it is connected now, and have no answer yet. Connected elsewhere, they would be sent there too, and might be made twice.',
  'orders-at-the-bureau_one':
    '{{count, number}} order is Ordered or In production at the bureau as it is connected now. Connected elsewhere, batch sync would ask there about it. Another bureau does not know it, and nothing would move its card on.',
  'orders-at-the-bureau_other':
    '{{count, number}} orders are Ordered or In production at the bureau as it is connected now. Connected elsewhere, batch sync would ask there about them. Another bureau does not know them, and nothing would move their cards on.',
  'sync-run-not-found': 'There is no run {{run}} of batch sync.',
  'secrets-unavailable': 'This workstation has no safe place for a secret. {{reason}}',
  'bureau-silent': 'The bureau did not answer. {{card}} was left as it is; try again when it can be reached.',
  'authority-silent': 'The certificate authority issued no certificates. {{card}} was left as it is; try again.',
  'encoder-broke': 'The encoder broke off. {{card}} was left as it is; check the reader and try again.',
  'step-mismatch': 'This wizard is on another page. Nothing was done; start it again.',
  'invalid-answers': 'Something on this page needs another look.',
  'bureau-failed': 'The bureau did not take the order: {{reason}}',
  'data-task-under-way': 'This has to wait: {{task}} is under way. Wait until that has ended, or stop it first.',
  'folder-unfit': 'The folder {{folder}} cannot be used: {{reason}}',
  'no-desktop': 'The folder could not be shown or chosen. {{reason}}',
  'program-incomplete':
    'The list of licences, a file that belongs to Card Desk, is missing or damaged. Everything else works on; installing Card Desk again brings the list back.',
  'storage-unreadable':
    'What is asked for could not be read ({{reason}}). Nothing was changed; free the cause and try again.',
  'storage-failed': 'The change could not be saved ({{reason}}). Nothing was changed; free the cause and try again.',
  lifecycle: 'Card Desk does not start: the life-cycle tables are not sound. {{faults}}',
  'credentials-lost':
    'Card Desk does not start: the passwords of {{accounts}} are missing from credentials.json in {{folder}}. Put that file back from a copy of the folder; nothing was changed.',
  internal:
    'Something went wrong inside Card Desk. Look at what is shown now before you try again. The log has it under {{logId}}.',
  'condition-not-met': {
    'open-order':
      '{{name}} already has an open order: {{card}} is {{state}}. Several cards per person can be allowed under Settings, Options.',
    'usable-card':
      '{{name}} already has a usable card: {{card}} is {{state}}. Several cards per person can be allowed under Settings, Options.',
    sending: '{{card}} is on its way to the bureau; its answer is not there yet.',
    'no-holder': '{{card}} has no holder, so nothing can be ordered for it.',
  },
  fields: {
    required: 'This is needed.',
    tooLong: 'At most {{count, number}} characters.',
    choice: 'Choose one of the list.',
    number: 'A whole number from {{minimum, number}} to {{maximum, number}}.',
    date: 'A day from {{earliest}} to {{latest}}.',
    person: 'Choose a person from the list.',
    tooMany: 'At most {{count, number}} persons at a time.',
    digits: 'Digits only.',
    digitCount: '{{minimum, number}} to {{maximum, number}} digits.',
    digitsExactly: 'Exactly {{count, number}} digits.',
    sameDigit: 'Not the same digit over and over.',
    digitRun: 'Not digits that count up or down.',
    repeats: 'The two entries are not the same.',
    differs: 'The PIN and the PUK must not be the same.',
    text: 'Only text without control characters.',
  },
} as const
