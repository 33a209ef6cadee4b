import { useId } from 'react'
import type { StateTone } from '../../../shared/lifecycle'
import type { Certificate, CertificateStatus } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import { SimulatedNotice } from '../../components/simulated-notice'
import { ToneBadge } from '../../components/state-badge'
import { formatDay } from '../../format'
import { useMirror } from '../../state/mirror'
import { fact } from './card-data'
import classes from './card-profile.module.css'
import { inGroups } from './in-groups'

const tones: Readonly<Record<CertificateStatus, StateTone>> = {
  valid: 'good',
  'on-hold': 'paused',
  revoked: 'bad',
  expired: 'ended',
}

/** The certificates of the card's latest issue, each with its standing; says when no real authority issued them. */
export function CardCertificates({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const title = useId()
  const simulated = useMirror(({ snapshot }) => snapshot?.authority.simulated ?? false)
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('card.certificates.title')}
      </h3>
      {simulated ? <SimulatedNotice text={t('wizards.authority.simulated')} /> : null}
      <ul className={classes.certificates}>
        {certificates.map((certificate) => (
          <CertificateItem key={certificate.serial} certificate={certificate} />
        ))}
      </ul>
    </section>
  )
}

function CertificateItem({ certificate }: { readonly certificate: Certificate }) {
  const { serial, purpose, validFrom, validThrough, status, heldBy } = certificate
  const facts = [
    { label: t('card.certificates.serial'), value: <span className={classes.serial}>{inGroups(serial)}</span> },
    {
      label: t('card.certificates.validity'),
      value: t('card.data.validBoth', { from: formatDay(validFrom), through: formatDay(validThrough) }),
    },
    status === 'on-hold' && heldBy ? fact(t('card.certificates.held'), t(`card.certificates.heldBy.${heldBy}`)) : null,
  ]
  return (
    <li>
      <div className={classes.certificate}>
        <span>{t(`card.certificates.purposes.${purpose}`)}</span>
        <ToneBadge tone={tones[status]} label={t(`card.certificates.statuses.${status}`)} />
      </div>
      <Facts facts={facts.filter((each) => each !== null)} />
    </li>
  )
}
