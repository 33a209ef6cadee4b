import { Button } from '@mantine/core'
import { useId } from 'react'
import type { ChangeEntry } from '../../shared/model'
import { roleName, t } from '../../shared/texts'
import classes from './change-history.module.css'
import { Moment } from './moment'

interface ChangeHistoryProps {
  readonly title: string
  /** What is said while there is no entry. */
  readonly none: string
  readonly entries: readonly ChangeEntry[]
  /** Reads older entries; `null` when all are here. */
  readonly onMore: (() => void) | null
}

/** What was changed, newest first: each with what differs, before and after. */
export function ChangeHistory({ title, none, entries, onMore }: ChangeHistoryProps) {
  const id = useId()
  return (
    <section className={classes.history} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {title}
      </h3>
      {entries.length === 0 ? <p className={classes.none}>{none}</p> : null}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.number}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {onMore ? (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {t('persons.history.more')}
        </Button>
      ) : null}
    </section>
  )
}

function Entry({ entry: { at, name, role, subject, changes } }: { readonly entry: ChangeEntry }) {
  return (
    <>
      <div className={classes.entry}>
        <span className={classes.when}>
          <Moment at={at} />
        </span>
        <span className={classes.subject}>{subject}</span>
        <span className={classes.who}>{t('card.history.by', { name, role: roleName(role) })}</span>
      </div>
      {changes.length > 0 ? (
        <ul className={classes.changes}>
          {changes.map(({ label, before, after }) => (
            <li key={label}>
              <span className={classes.label}>{label}</span>
              <span className={classes.values}>
                {before === '' ? null : (
                  <>
                    <del>{before}</del>
                    <span>→</span>
                  </>
                )}
                {after === '' ? (
                  <span className={classes.gone}>{t('persons.history.removed')}</span>
                ) : (
                  <ins>{after}</ins>
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
