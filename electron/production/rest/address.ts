import type { BureauSettings } from '../../../shared/model'
import { t } from '../../../shared/texts'

/** Hosts that are this workstation itself: what is sent there crosses no network, so http will do. */
const loopback: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']

/** As little as a person writes of an address: its scheme and two slashes. `new URL` alone would take far less. */
const absolute = /^https?:\/\/[^/\\]/i

/**
 * The base address of a web service, `https://bureau.example/cards/`, always with a slash at its end; or why
 * it is none, in one sentence. Checked where it is saved and again where it is used.
 */
export function baseAddress(text: string): URL | string {
  if (text === '') return t('webService.faults.addressMissing')
  if (!absolute.test(text) || !URL.canParse(text)) return t('webService.faults.addressForm')
  const url = new URL(text)
  // An empty user, query or fragment leaves its sign in the text alone.
  if (/[?#]|^[^/]*\/\/[^/]*@/.test(text) || url.username || url.password) return t('webService.faults.addressParts')
  if (url.protocol !== 'https:' && !loopback.includes(url.hostname)) return t('webService.faults.addressScheme')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/** Whom a secret is given to: scheme, host and port. `null` while there is no proper address. */
export function originOf(address: string): string | null {
  const url = baseAddress(address)
  return typeof url === 'string' ? null : url.origin
}

export type RestField = 'address' | 'organisation' | 'clientId'

/** What keeps these values from being used, by field; empty when nothing does. */
export function restFaults(
  rest: Pick<BureauSettings['rest'], RestField>,
): Readonly<Partial<Record<RestField, string>>> {
  const { address, organisation, clientId } = rest
  const url = baseAddress(address)
  return {
    ...(typeof url === 'string' && { address: url }),
    ...(organisation === '' && { organisation: t('webService.faults.organisationMissing') }),
    // What goes into a header is ASCII: https://www.rfc-editor.org/rfc/rfc9110#section-5.5
    ...(/[^\x20-\x7e]/.test(organisation) && { organisation: t('webService.faults.organisationForm') }),
    ...(clientId === '' && { clientId: t('webService.faults.clientIdMissing') }),
    // https://www.rfc-editor.org/rfc/rfc7617#section-2
    ...(/[:\p{Cc}]/u.test(clientId) && { clientId: t('webService.faults.clientIdForm') }),
  }
}

/** Why a secret cannot be sent; `null` when it can. */
export function secretFault(secret: string): string | null {
  // https://www.rfc-editor.org/rfc/rfc7617#section-2
  return /\p{Cc}/u.test(secret) || !secret.isWellFormed() ? t('webService.faults.secretForm') : null
}
