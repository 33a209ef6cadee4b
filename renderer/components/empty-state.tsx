import type { ReactNode } from 'react'
import classes from './states.module.css'

interface EmptyStateProps {
  readonly icon: ReactNode
  /** Left out where the place already says it. */
  readonly title?: string
  /** What the person can do about it. */
  readonly text?: string
  readonly children?: ReactNode
}

/** Nothing to show, said in a way that helps: what was looked for and what to change. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.state} role="status">
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      {title ? <p className={classes.title}>{title}</p> : null}
      {text ? <p className={classes.text}>{text}</p> : null}
      {children}
    </div>
  )
}
