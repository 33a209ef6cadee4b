/**
 * The content security policy of our pages: nothing, and then what the pages need.
 * - No inline style of any kind: Mantine's variables are a constructed style sheet and styles of
 *   single elements are set through the CSSOM, neither of which the policy concerns.
 * - `data:` images: style sheets of the interface library carry small icons.
 * https://www.electronjs.org/docs/latest/tutorial/security#7-define-a-content-security-policy
 */
const policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'worker-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
} as const satisfies Record<string, readonly string[]>

function written(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/** The policy of the built pages. */
export const contentPolicy = written(policy)

/**
 * The policy while developing: the development server writes styles and its start-up script into the
 * page, and tells of changed files through a socket.
 */
export function developmentPolicy(server: string): string {
  const { host } = new URL(server)
  return written({
    ...policy,
    'script-src': ["'self'", "'unsafe-inline'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'connect-src': ["'self'", `ws://${host}`],
  })
}
