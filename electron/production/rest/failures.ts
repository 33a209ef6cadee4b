import { codeOf } from '../../files'

/** Why a connection was never established. In every one of these cases nothing of the request has left. */
export type Unreachable = 'refused' | 'unknown-host' | 'no-route' | 'certificate' | 'no-tls'

/**
 * What comes before the first byte of a request and is of no system call: codes of `fetch` (undici) and of TLS.
 * undici ends a connection for its time only while it is being made, the handshake included.
 */
const codes: Readonly<Record<string, Unreachable>> = {
  UND_ERR_CONNECT_TIMEOUT: 'no-route',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
  // The answer to the first byte of the handshake was not TLS at all.
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
}

/**
 * OpenSSL's reasons for which a certificate is not trusted. They come at the end of the handshake, before
 * the request is written: https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
 */
const untrusted =
  /^(UNABLE_TO_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_C|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH)/

/** How deep errors are nested at most: those of `ky`, of `fetch`, of undici, of the sockets. */
const deepest = 8

/** Why the connection was never established; `null` when it was, or when that is not certain. */
export function neverConnected(error: unknown): Unreachable | null {
  const reasons = roots(error).map(reasonOf)
  // A name with several addresses fails once for each of them: all must have failed before the first byte.
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null
}

/** True when the service sent the request elsewhere, which `fetch` was told not to follow. */
export function wasRedirected(error: unknown): boolean {
  // undici gives it no code: https://github.com/nodejs/undici/blob/main/lib/web/fetch/index.js
  return roots(error).some((root) => root instanceof Error && root.message === 'unexpected redirect')
}

/** The code of what was at the bottom of a failure, for the log; empty when it has none. */
export function rootCode(error: unknown): string {
  return roots(error).map(codeOf).find(Boolean) ?? ''
}

/**
 * The same code of the system may come before and after the request has left: a network that goes away ends an
 * established connection with `read EHOSTUNREACH`. Only the call that failed tells which it was.
 */
function reasonOf(root: unknown): Unreachable | null {
  const code = codeOf(root)
  const { syscall } = root as { syscall?: unknown }
  if (syscall === 'connect') return code === 'ECONNREFUSED' ? 'refused' : 'no-route'
  if (syscall === 'getaddrinfo') return 'unknown-host'
  if (syscall !== undefined) return null
  return codes[code] ?? (untrusted.test(code) ? 'certificate' : null)
}

/** The errors at the bottom of an error: its causes' cause, or those it gathers. Never empty. */
function roots(error: unknown, depth = 0): readonly unknown[] {
  if (!(error instanceof Error) || depth >= deepest) return [error ?? {}]
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.flatMap((each) => roots(each, depth + 1))
  return error.cause instanceof Error ? roots(error.cause, depth + 1) : [error]
}
