import type { PartnerStatus } from '../../shared/contract/responses'
import type { Card, Certificate, Person } from '../../shared/model'

/** What certificates are asked for. */
export interface CertificateRequest {
  readonly card: Card
  readonly holder: Person
  /** First and last day, ISO 8601 dates. */
  readonly validFrom: string
  readonly validThrough: string
}

/**
 * The certificate authority, as the desk needs it. What it issued becomes part of the card's record in the
 * same commit as the change of state; hold, revocation and expiry are recorded there and follow the card.
 */
export interface CertificateAuthority {
  readonly status: PartnerStatus
  /** Issues one certificate per purpose. Rejects when it cannot: then the card stays as it was. */
  issue(request: CertificateRequest): Promise<readonly Certificate[]>
  /** Takes back certificates whose card could not be changed after all. */
  takeBack(certificates: readonly Certificate[]): Promise<void>
}
