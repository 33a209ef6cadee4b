import type { CardRow, Overview } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { formatDay } from '../../format'
import { CardLine } from './card-line'
import { useOverview } from './overview-store'
import { daysBetween, lateText } from './overview-words'
import classes from './overview.module.css'

const listId = 'overview-due'

/** Goes to the first of the temporary cards to come back. */
export function showDueCards(): void {
  document.querySelector<HTMLElement>(`#${listId} button`)?.focus()
}

/** Temporary cards that are due back today or overdue, most overdue first, each a way to its profile. */
export function DueCards({ overview }: { readonly overview: Overview }) {
  const read = useOverview((state) => state.due)
  const { due, today } = overview
  const total = due.today + due.overdue
  const rows = read ?? due.rows
  const left = total - rows.length
  return (
    <Panel title={t('overview.due.title')}>
      {total === 0 ? <p className={classes.none}>{t('overview.due.none')}</p> : null}
      <ul id={listId} className={classes.lines}>
        {rows.map((card) => (
          <li key={card.id}>
            <CardLine card={card}>
              <Late card={card} today={today} />
              <span className={classes.day}>{formatDay(card.validThrough)}</span>
            </CardLine>
          </li>
        ))}
      </ul>
      {left > 0 ? (
        <p className={classes.more}>
          <button type="button" className={classes.link} onClick={() => void useOverview.getState().moreDue()}>
            {read ? t('overview.due.showMore', { count: left }) : t('overview.due.showAll', { count: total })}
          </button>
        </p>
      ) : null}
    </Panel>
  )
}

function Late({ card, today }: { readonly card: CardRow; readonly today: string }) {
  const late = daysBetween(card.validThrough.slice(0, 10), today) > 0
  return (
    <span className={classes.late} data-late={late || undefined}>
      {lateText(card.validThrough, today)}
    </span>
  )
}
