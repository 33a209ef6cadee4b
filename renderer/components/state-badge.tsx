import {
  IconBan,
  IconCircle,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  IconPackage,
  IconPlayerPause,
  IconProgress,
} from '@tabler/icons-react'
import { type CardType, type StateTone, stateOf } from '../../shared/lifecycle'
import { stateLabel, stateMeaning } from '../../shared/texts'
import classes from './state-badge.module.css'

const icons: Readonly<Record<StateTone, typeof IconCircle>> = {
  neutral: IconCircle,
  waiting: IconHourglass,
  underway: IconProgress,
  ready: IconPackage,
  good: IconCircleCheck,
  paused: IconPlayerPause,
  ended: IconBan,
  bad: IconCircleX,
}

/** The sign of a tone of states, for where the label stands beside it. */
export function ToneIcon({ tone, size = 14 }: { readonly tone: StateTone; readonly size?: number }) {
  const Icon = icons[tone]
  return <Icon size={size} stroke={2} aria-hidden="true" />
}

interface ToneBadgeProps {
  readonly tone: StateTone
  readonly label: string
  /** What it means, on hover. */
  readonly title?: string
}

/** Something's standing as icon, colour and word. */
export function ToneBadge({ tone, label, title }: ToneBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      <ToneIcon tone={tone} />
      <span className={classes.label}>{label}</span>
    </span>
  )
}

interface StateBadgeProps {
  readonly cardType: CardType
  readonly state: string
}

/** A state as icon, colour and label, the same wherever one is shown; its meaning on hover. */
export function StateBadge({ cardType, state }: StateBadgeProps) {
  const tone = stateOf(cardType, state)?.tone ?? 'neutral'
  return <ToneBadge tone={tone} label={stateLabel(cardType, state)} title={stateMeaning(cardType, state)} />
}
