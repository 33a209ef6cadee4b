import { createHash } from 'node:crypto'
import { type Certificate, certificatePurposes } from '../../shared/model'
import { t } from '../../shared/texts'
import type { Ids } from '../ports'
import type { CertificateAuthority } from './port'

/**
 * Plays a certificate authority on this workstation: serials that come from no authority and no key behind
 * them. Its name and every screen that shows one of its certificates say so. It keeps no list of what it
 * issued, so there is nothing to take back.
 */
export function simulatedAuthority(ids: Ids): CertificateAuthority {
  return {
    status: { name: t('wizards.authority.name'), simulated: true },
    issue: async ({ validFrom, validThrough }) =>
      certificatePurposes.map(
        (purpose): Certificate => ({
          serial: serialOf(ids.random()),
          purpose,
          validFrom,
          validThrough,
          status: 'valid',
          heldBy: null,
        }),
      ),
    takeBack: async () => {},
  }
}

/** A serial that looks like one (RFC 5280 4.1.2.2): a positive number of 16 bytes, hexadecimal capitals. */
function serialOf(random: string): string {
  return `4${createHash('sha256').update(random).digest('hex').slice(1, 32)}`.toUpperCase()
}
