/** What a certificate on a card is for. */
export const certificatePurposes = ['authentication', 'signature'] as const
export type CertificatePurpose = (typeof certificatePurposes)[number]

export const certificateStatuses = ['valid', 'on-hold', 'revoked', 'expired'] as const
export type CertificateStatus = (typeof certificateStatuses)[number]

/** Who put a certificate on hold: the card's deactivation, or the authority for a reason of its own. */
export const certificateHolds = ['deactivation', 'authority'] as const
export type CertificateHold = (typeof certificateHolds)[number]

/**
 * A certificate as the desk has it on record. It changes in the same commit as its card, so that the two
 * cannot drift apart (domain rule 5.7). Those a newer issue replaced stay in the history alone.
 */
export interface Certificate {
  /** As the authority numbers it, hexadecimal. */
  readonly serial: string
  readonly purpose: CertificatePurpose
  /** First and last day, ISO 8601 dates. */
  readonly validFrom: string
  readonly validThrough: string
  readonly status: CertificateStatus
  /** Set while it is on hold: reactivation revives those that the deactivation held, and no other. */
  readonly heldBy: CertificateHold | null
}
