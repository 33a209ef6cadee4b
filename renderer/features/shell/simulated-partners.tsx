import { Tooltip, UnstyledButton } from '@mantine/core'
import type { DeskSnapshot } from '../../../shared/contract'
import { listed, t } from '../../../shared/texts'
import classes from './shell.module.css'

const partners = ['bureau', 'encoder', 'authority'] as const

/** Says in a few words what only plays its part on this workstation; what that means, on hover and on focus. */
export function SimulatedPartners({ snapshot }: { readonly snapshot: DeskSnapshot }) {
  const simulated = partners.filter((partner) => snapshot[partner].simulated)
  if (simulated.length === 0) return null
  const names = simulated.map((partner) => t(`shell.status.partners.${partner}`))
  const meaning = simulated.map((partner) => (
    <span key={partner} className={classes.meaning}>
      {t(`shell.status.simulatedMeaning.${partner}`, { name: snapshot[partner].name })}
    </span>
  ))
  return (
    <Tooltip
      label={meaning}
      multiline
      maw={420}
      position="top-start"
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton className={classes.notice}>
        {t('shell.status.simulated', { partners: listed(names, 'and') })}
      </UnstyledButton>
    </Tooltip>
  )
}
