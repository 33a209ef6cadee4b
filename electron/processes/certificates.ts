import type { Certificate, CertificateStatus } from '../../shared/model'

/**
 * What becomes of a card's certificates when the card changes; the processes write it in the same event,
 * so that the two cannot drift apart (domain rule 5.7). One that is revoked or expired never changes again.
 */
type Certificates = readonly Certificate[]

/** The card is suspended: valid certificates are put on hold, noted as held by the deactivation. */
export function putOnHold(certificates: Certificates): Certificates {
  return certificates.map((each) =>
    each.status === 'valid' ? { ...each, status: 'on-hold', heldBy: 'deactivation' } : each,
  )
}

/** The card is in use again: exactly those the deactivation held are valid; what the authority holds stays held. */
export function revive(certificates: Certificates): Certificates {
  return certificates.map((each) =>
    each.status === 'on-hold' && each.heldBy === 'deactivation' ? { ...each, status: 'valid', heldBy: null } : each,
  )
}

/** The card is locked or taken back: whatever has not ended is revoked. */
export function revoke(certificates: Certificates): Certificates {
  return end(certificates, 'revoked')
}

/** The card's validity is over: whatever has not ended expires with it, and nothing is left on hold. */
export function expire(certificates: Certificates): Certificates {
  return end(certificates, 'expired')
}

/** True while one of them is valid or may become so again. */
export function anyLeft(certificates: Certificates): boolean {
  return certificates.some(hasNotEnded)
}

function end(certificates: Certificates, status: Extract<CertificateStatus, 'revoked' | 'expired'>): Certificates {
  return certificates.map((each) => (hasNotEnded(each) ? { ...each, status, heldBy: null } : each))
}

function hasNotEnded({ status }: Certificate): boolean {
  return status === 'valid' || status === 'on-hold'
}
