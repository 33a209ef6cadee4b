import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  readonly title: string
  /** One sentence under the title. */
  readonly text?: string
  /** Beside the title, at the right. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A titled part of a page, a landmark of its own. */
export function Panel({ title, text, actions, children }: PanelProps) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.header}>
        <div>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {text ? <p className={classes.text}>{text}</p> : null}
        </div>
        {actions}
      </header>
      {children}
    </section>
  )
}
