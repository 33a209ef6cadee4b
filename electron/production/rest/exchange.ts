import ky, { isHTTPError, isTimeoutError } from 'ky'
import type { Log } from '../../ports'
import { boundedFetch } from './bounded-fetch'
import { neverConnected, rootCode, type Unreachable, wasRedirected } from './failures'
import { systemTrust } from './system-trust'

/** How long to wait for what, in milliseconds. */
export interface Patience {
  /** For one answer. Longer than `fetch` takes to give up connecting, so that this is told apart. */
  readonly answer: number
  /** For one order with all its repetitions; a person may be waiting at the desk for it. */
  readonly order: number
  /** For a batch, or for a piece of news: whoever waits for one takes it for lost after half a minute. */
  readonly piece: number
  /** For what is on its way when a batch is stopped: the program may be about to end. */
  readonly grace: number
  /** How often a request is repeated. */
  readonly repeats: number
  /** Before the first repetition; it doubles with each, up to `longestPause`. */
  readonly firstPause: number
  readonly longestPause: number
}

export const standardPatience: Patience = {
  answer: 15_000,
  order: 25_000,
  piece: 27_000,
  grace: 2_000,
  repeats: 2,
  firstPause: 500,
  longestPause: 10_000,
}

/** Why nothing left: there was no connection, or it was not even tried. */
export type Obstacle = Unreachable | 'unverified' | 'proxied' | 'no-secret'

/** What became of one request with its repetitions. `doubtful`: an earlier repetition may have been carried out. */
export type Reply =
  /** A whole answer; `body` is `undefined` when it is not JSON or too long. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly doubtful: boolean }
  /** Nothing left this workstation. */
  | { readonly kind: 'unreachable'; readonly why: Obstacle; readonly doubtful: boolean }
  /** It may have arrived. */
  | { readonly kind: 'silent'; readonly why: 'late' | 'broken-off' | 'redirected' }
  /** It arrived, and the service asks to try again later. */
  | { readonly kind: 'silent'; readonly why: 'later'; readonly status: number }
  | { readonly kind: 'stopped' }

export interface Request {
  readonly method: 'get' | 'post'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly json?: object
  /** Cuts the request off. */
  readonly signal?: AbortSignal
  /** Asked before each repetition; one answer less is waited for when it says no. */
  readonly mayRepeat?: () => boolean
}

/** Answers after which the same request may be made again. */
const later: readonly number[] = [408, 425, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)]

const trustSystem = systemTrust()

/**
 * Makes one request, again if need be, and answers what became of it. Never rejects: the errors of `ky` and
 * `fetch` carry the request with its headers, so none of them leaves this function.
 */
export async function exchange(request: Request, patience: Patience, log: Log): Promise<Reply> {
  const { method, url, headers, json, signal, mayRepeat = () => true } = request
  if (url.protocol === 'https:' && verificationIsOff())
    return { kind: 'unreachable', why: 'unverified', doubtful: false }
  if (url.protocol === 'http:' && goesThroughProxy()) return { kind: 'unreachable', why: 'proxied', doubtful: false }
  if (url.protocol === 'https:') await trustSystem(log)
  // An order is doubtful from its first byte on, until it is certain that none has left.
  let doubtful = false
  let earlier = false
  try {
    const response = await ky(url, {
      method,
      headers,
      ...(json && { json }),
      ...(signal && { signal }),
      redirect: 'error',
      timeout: patience.answer,
      totalTimeout: patience.order,
      throwHttpErrors: (status) => later.includes(status),
      retry: {
        limit: patience.repeats,
        methods: ['get', 'post'],
        statusCodes: [...later],
        afterStatusCodes: [...later],
        maxRetryAfter: patience.longestPause,
        delay: (attempt) => patience.firstPause * 2 ** (attempt - 1),
        backoffLimit: patience.longestPause,
        jitter: (pause) => pause * (0.5 + Math.random() / 2),
        retryOnTimeout: true,
        shouldRetry: ({ error }) => {
          const pointless = neverConnected(error) !== null || wasRedirected(error)
          return pointless || !mayRepeat() || asksForLonger(error, patience) ? false : undefined
        },
      },
      async fetch(input, init) {
        earlier = doubtful
        doubtful = true
        try {
          return await boundedFetch(input, init)
        } catch (error) {
          if (neverConnected(error) !== null) doubtful = earlier
          throw error
        }
      },
    })
    return { kind: 'answer', status: response.status, body: parsed(await response.bytes()), doubtful: earlier }
  } catch (error) {
    if (signal?.aborted) return { kind: 'stopped' }
    const reply = replyTo(error, doubtful)
    log.warn('web service did not answer', { method, ...factsOf(reply), code: rootCode(error) })
    return reply
  }
}

function replyTo(error: unknown, doubtful: boolean): Exclude<Reply, { kind: 'answer' | 'stopped' }> {
  if (isHTTPError(error)) return { kind: 'silent', why: 'later', status: error.response.status }
  if (isTimeoutError(error)) return { kind: 'silent', why: 'late' }
  const why = neverConnected(error)
  if (why !== null) return { kind: 'unreachable', why, doubtful }
  return { kind: 'silent', why: wasRedirected(error) ? 'redirected' : 'broken-off' }
}

function factsOf(reply: Reply): Readonly<Record<string, unknown>> {
  return {
    reply: reply.kind,
    ...('why' in reply && { why: reply.why }),
    ...('status' in reply && { status: reply.status }),
  }
}

/** True when the service asks for more patience than there is: coming back earlier would be impolite and useless. */
function asksForLonger(error: unknown, { longestPause }: Patience): boolean {
  if (!isHTTPError(error)) return false
  const wanted = error.response.headers.get('retry-after') ?? ''
  return /^\d+$/.test(wanted) && Number(wanted) * 1000 > longestPause
}

/**
 * The environment can take certificates' verification away from the whole program; nothing secret leaves then.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_tls_reject_unauthorizedvalue
 */
function verificationIsOff(): boolean {
  return process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0'
}

/**
 * The environment can send the program's requests through a proxy, those to this workstation included: what has no
 * https would be read there.
 * https://nodejs.org/docs/latest-v24.x/api/cli.html#node_use_env_proxy1
 */
function goesThroughProxy(): boolean {
  const { NODE_USE_ENV_PROXY, HTTP_PROXY, http_proxy } = process.env
  return NODE_USE_ENV_PROXY === '1' && Boolean(HTTP_PROXY || http_proxy)
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
