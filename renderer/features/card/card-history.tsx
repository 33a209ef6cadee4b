import { Button } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import type { CardType } from '../../../shared/lifecycle'
import type { HistoryEntry } from '../../../shared/model'
import { processName, roleName, stateLabel, t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import { Moment } from '../../components/moment'
import { formatExactly } from '../../format'
import classes from './card-history.module.css'
import { inputFacts } from './history-input'

interface CardHistoryProps {
  readonly cardType: CardType
  readonly entries: readonly HistoryEntry[]
  /** Reads older entries; `null` when all are here. */
  readonly onMore: (() => void) | null
}

/** Everything that was done with the card, newest first. */
export function CardHistory({ cardType, entries, onMore }: CardHistoryProps) {
  const title = useId()
  return (
    <section className={classes.history} aria-labelledby={title}>
      <h3 id={title} className={classes.title}>
        {t('card.history.title')}
      </h3>
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.number}>
            <Entry cardType={cardType} entry={entry} />
          </li>
        ))}
      </ol>
      {onMore ? (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {t('card.history.more')}
        </Button>
      ) : null}
    </section>
  )
}

function Entry({ cardType, entry }: { readonly cardType: CardType; readonly entry: HistoryEntry }) {
  const { at, name, role, process, comment, origin, number } = entry
  return (
    <details className={classes.entry}>
      <summary>
        <IconChevronRight size={14} aria-hidden="true" />
        <span className={classes.when}>
          <Moment at={at} />
        </span>
        <span className={classes.what}>
          <span className={classes.process} title={process}>
            {processName(process)}
          </span>
          <span className={classes.move}>{moved(cardType, entry)}</span>
        </span>
        <span className={classes.who}>{t('card.history.by', { name, role: roleName(role) })}</span>
        {comment ? <span className={classes.comment}>{comment}</span> : null}
        {origin ? <span className={classes.origin}>{t('card.history.origin', { origin })}</span> : null}
      </summary>
      <div className={classes.details}>
        <Facts
          facts={[
            { label: t('card.history.number'), value: number },
            { label: t('card.history.time'), value: formatExactly(at) },
            { label: t('card.history.symbolicName'), value: <code>{process}</code> },
            ...inputFacts(entry.input),
          ]}
        />
      </div>
    </details>
  )
}

function moved(cardType: CardType, { from, to }: HistoryEntry): string {
  const labels = { from: from === null ? '' : stateLabel(cardType, from), to: stateLabel(cardType, to) }
  if (from === null) return t('card.history.made', labels)
  return from === to ? t('card.history.stayed', labels) : t('card.history.moved', labels)
}
