/**
 * Chromium knows no schemes of ours, so an address of a scheme registered as standard and secure stands
 * at a name of its own below `.localhost`, which browsers treat as a secure context without any server:
 * `app://card-desk/index.html` is `https://card-desk.app.localhost/index.html` inside the browser.
 * Limit: the page sees the latter in `location`; main sees the former everywhere.
 */
const schemes = new Set<string>()

/** Gives a scheme its name below `.localhost`. */
export function addScheme(scheme: string): void {
  schemes.add(scheme)
}

/** True for a scheme that the application registered. */
export function isOwnScheme(scheme: string): boolean {
  return schemes.has(scheme)
}

/** The address as the browser knows it. */
export function inBrowser(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(address)
  const [, scheme = '', host = '', rest = ''] = match ?? []
  if (!schemes.has(scheme.toLowerCase())) return address
  return `https://${host}.${scheme.toLowerCase()}.localhost${rest || '/'}`
}

/** The address as the application knows it. Addresses of others come back as they are. */
export function inApplication(address: string): string {
  if (!URL.canParse(address)) return address
  const { protocol, hostname, port } = new URL(address)
  const match = /^(.+)\.([^.]+)\.localhost$/.exec(hostname)
  const [, host = '', scheme = ''] = match ?? []
  if (protocol !== 'https:' || port !== '' || !schemes.has(scheme)) return address
  return address.replace(/^https:\/\/[^/?#]+/i, `${scheme}://${host}`)
}
