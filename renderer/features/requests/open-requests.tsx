import { t } from '../../../shared/texts'
import { formatNumber } from '../../format'
import { useMirror } from '../../state/mirror'
import classes from './open-requests.module.css'

/** How many requests wait for a decision, beside the label of the tab; nothing while none does. */
export function OpenRequests() {
  const count = useMirror((state) => state.snapshot?.counts.card.requested ?? 0)
  if (count === 0) return null
  return (
    <span className={classes.badge} title={t('shell.tabs.requestsOpen', { count })}>
      {formatNumber(count)}
    </span>
  )
}
