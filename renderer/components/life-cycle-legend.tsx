import { t } from '../../shared/texts'
import type { MoveKind } from './life-cycle-parts'
import classes from './life-cycle-legend.module.css'
import lines from './life-cycle-picture.module.css'

const kinds: readonly MoveKind[] = ['offered', 'added', 'system', 'off']

/** A piece of a map's line. */
function Stroke({ kind }: { readonly kind: MoveKind }) {
  return (
    <svg className={classes.stroke} width={32} height={8} aria-hidden="true">
      <line className={lines.move} data-kind={kind} x1={1} y1={4} x2={31} y2={4} />
    </svg>
  )
}

/** The kind of a move as its line and in words. */
export function MoveKindMark({ kind }: { readonly kind: MoveKind }) {
  return (
    <span className={`${classes.kind} ${lines.lines}`} data-kind={kind}>
      <Stroke kind={kind} />
      {t(`settings.lifeCycle.kinds.${kind}`)}
    </span>
  )
}

/** What the lines of a map mean. */
export function LifeCycleLegend() {
  return (
    <ul className={classes.legend} aria-label={t('settings.lifeCycle.legend')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <MoveKindMark kind={kind} />
        </li>
      ))}
    </ul>
  )
}
