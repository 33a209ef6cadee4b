import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { appScheme, isOwnAddress } from './address'
import { isBelow } from './below'
import { contentPolicy, developmentPolicy } from './content-policy'

/** Where pages come from: the built folder, or the development server. */
export type PageSource = { readonly folder: string } | { readonly server: string }

/**
 * Makes our scheme behave like https: an origin, a secure context, the policy headers. Must run before
 * the application is ready.
 * https://www.electronjs.org/docs/latest/api/protocol#protocolregisterschemesasprivilegedcustomschemes
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Answers every request to our scheme, from the given source and from nowhere else. */
export function servePages(source: PageSource): void {
  protocol.handle(appScheme, async (request) => {
    if (!isOwnAddress(request.url)) return refused(404)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405)
    const { pathname, search } = new URL(request.url)
    if ('server' in source) return withHeaders(await net.fetch(`${source.server}${pathname}${search}`), source)
    const file = fileFor(source.folder, pathname)
    if (file === null) return refused(404)
    try {
      return withHeaders(await net.fetch(pathToFileURL(file).href), source)
    } catch {
      return refused(404)
    }
  })
}

/**
 * The file of a page's path, or `null` when the path leads out of the folder or is not well formed.
 * Addresses arrive with `..` resolved, but `%2e` and `%2f` may still spell a way out.
 */
export function fileFor(folder: string, pathname: string): string | null {
  let wanted: string
  try {
    wanted = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (wanted.includes('\0') || wanted.includes('\\')) return null
  const file = join(folder, wanted === '/' ? 'index.html' : wanted)
  return isBelow(folder, file) ? file : null
}

function refused(status: 404 | 405): Response {
  const headers = { 'content-type': 'text/plain', 'content-security-policy': contentPolicy }
  return new Response(status === 404 ? 'Not found' : 'Not allowed', { status, headers })
}

function withHeaders(answer: Response, source: PageSource): Response {
  const headers = new Headers({
    'content-type': answer.headers.get('content-type') ?? 'application/octet-stream',
    'content-security-policy': 'server' in source ? developmentPolicy(source.server) : contentPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
  return new Response(answer.body, { status: answer.status, headers })
}
