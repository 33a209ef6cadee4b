import type { BureauSettings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { BureauNeeds } from '..'
import { BureauUnavailable } from '../port'
import { baseAddress, restFaults } from './address'
import { answers } from './answers'
import { exchange, type Patience, type Reply } from './exchange'
import { basicToken, spokenForms } from './text'

/** What a request to the web service may be told besides what it is about. */
interface Manner {
  readonly patience: Patience
  readonly signal?: AbortSignal
  readonly mayRepeat?: () => boolean
}

/** An answer, and how to read it without letting the secret through. */
export type Heard = Reply & { readonly read: ReturnType<typeof answers> }

/** The way to one web service, as it is set up now. */
export class Line {
  private constructor(
    private readonly base: URL,
    private readonly rest: BureauSettings['rest'],
    private readonly needs: Pick<BureauNeeds, 'log' | 'secret'>,
  ) {}

  /** @throws {BureauUnavailable} that says what is missing. */
  static to(rest: BureauSettings['rest'], needs: Pick<BureauNeeds, 'log' | 'secret'>): Line {
    const base = baseAddress(rest.address)
    if (typeof base === 'string') throw new BureauUnavailable(base)
    const [fault] = Object.values(restFaults(rest))
    if (fault !== undefined) throw new BureauUnavailable(fault)
    if (needs.secret() === null) throw new BureauUnavailable(t('webService.noSecret', { host: base.host }))
    return new Line(base, rest, needs)
  }

  get host(): string {
    return this.base.host
  }

  get address(): string {
    return this.base.href
  }

  /** Sends an order; whatever is sent twice under one id, the service takes once. */
  post(order: string, json: object, manner: Manner): Promise<Heard> {
    return this.request({ method: 'post', url: this.url(), json, headers: { 'idempotency-key': order } }, manner)
  }

  /** Asks about an order. */
  get(order: string, manner: Manner): Promise<Heard> {
    return this.request({ method: 'get', url: this.url(order), headers: {} }, manner)
  }

  private async request(
    about: { method: 'get' | 'post'; url: URL; headers: Record<string, string>; json?: object },
    { patience, ...manner }: Manner,
  ): Promise<Heard> {
    const { organisation, clientId } = this.rest
    // Read anew for each request, so that a secret that was forgotten is used no more.
    const secret = this.needs.secret()
    if (secret === null) return { kind: 'unreachable', why: 'no-secret', doubtful: false, read: answers([]) }
    const headers = {
      ...about.headers,
      accept: 'application/json',
      authorization: `Basic ${basicToken(clientId, secret)}`,
      'x-organisation': organisation,
    }
    const reply = await exchange({ ...about, ...manner, headers }, patience, this.needs.log)
    return { ...reply, read: answers(spokenForms(clientId, secret)) }
  }

  private url(order?: string): URL {
    return new URL(order === undefined ? 'api/order' : `api/order/${encodeURIComponent(order)}`, this.base)
  }

  /** Why there is no answer, in one sentence. */
  silence(reply: Exclude<Reply, { kind: 'answer' }>): string {
    const { host } = this
    switch (reply.kind) {
      case 'stopped':
        return t('webService.silent.broken-off', { host })
      case 'unreachable':
        return reply.why === 'no-secret'
          ? t('webService.noSecret', { host })
          : t(`webService.unreachable.${reply.why}`, { host })
      case 'silent':
        return reply.why === 'later'
          ? t('webService.silent.later', { host, status: reply.status })
          : t(`webService.silent.${reply.why}`, { host })
    }
  }

  /** Why this answer means that nothing can be done here at all, in one sentence; `null` when it does not. */
  notAccepted({ status, known }: { readonly status: number; readonly known: boolean }): string | null {
    if (status === 401 || status === 403) return t('webService.notAccepted.client', { host: this.host, status })
    if (status === 404 && !known) return t('webService.notAccepted.service', { address: this.address })
    return null
  }

  /** An answer that means nothing here, in one sentence. */
  meaningless(status: number): string {
    const expected = [200, 201, 400, 409, 422].includes(status)
    return t(`webService.silent.${expected ? 'garbled' : 'unexpected'}`, { host: this.host, status })
  }
}
