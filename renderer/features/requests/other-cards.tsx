import { useEffect, useState } from 'react'
import type { CardRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import { StateBadge } from '../../components/state-badge'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'
import { useView } from '../../state/view'
import classes from './request-details.module.css'

const mostShown = 5

/** The other cards of a person, each a way to its profile; nothing while they are not known. */
export function OtherCards({ person, but }: { readonly person: string; readonly but: string }) {
  const [cards, setCards] = useState<readonly CardRow[] | null>(null)
  const [changes, setChanges] = useState(0)
  useDeskChange(() => setChanges((count) => count + 1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of cards asks again for the same person
  useEffect(() => {
    let current = true
    void desk.persons.profile({ person }).then((answer) => {
      if (current && answer.ok) setCards(answer.value.cards.filter(({ id }) => id !== but))
    })
    return () => {
      current = false
    }
  }, [person, but, changes])
  return (
    <div className={classes.more}>
      <Facts facts={[{ label: t('requests.holder.cards'), value: cards ? <List cards={cards} /> : null }]} />
    </div>
  )
}

function List({ cards }: { readonly cards: readonly CardRow[] }) {
  if (cards.length === 0) return t('requests.holder.noCards')
  const more = cards.length - mostShown
  return (
    <>
      <ul className={classes.cards}>
        {cards.slice(0, mostShown).map(({ id, cardType, state }) => (
          <li key={id}>
            <button type="button" className={classes.link} onClick={() => useView.getState().selectCard(id)}>
              {id}
            </button>
            <StateBadge cardType={cardType} state={state} />
          </li>
        ))}
      </ul>
      {more > 0 ? <span className={classes.dimmed}>{t('requests.holder.more', { count: more })}</span> : null}
    </>
  )
}
