import { certificatePurposes } from '../../shared/model'
import { t } from '../../shared/texts'
import type { Ids } from '../ports'
import type { CertificateAuthority } from './port'

/**
 * Plays a certificate authority on this workstation: serials that come from no authority and no key behind
 * them. Its name and every screen that shows one of its certificates say so.
 */
export function simulatedAuthority(ids: Ids): CertificateAuthority {
  return {
    status: { name: t('wizards.authority.name'), simulated: true },
    issue: ({ validFrom, validThrough }) =>
      Promise.resolve(
        certificatePurposes.map((purpose) => ({
          serial: serialOf(ids.random()),
          purpose,
          validFrom,
          validThrough,
          status: 'valid',
          heldBy: null,
        })),
      ),
    takeBack: () => Promise.resolve(),
  }
}

/** A serial that looks like one: 16 bytes, hexadecimal capitals. */
function serialOf(random: string): string {
  return random.replaceAll('-', '').toUpperCase().slice(0, 32)
}
