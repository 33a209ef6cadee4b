import { UnstyledButton } from '@mantine/core'
import { useId } from 'react'
import type { CardRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Moment } from '../../components/moment'
import { StateBadge } from '../../components/state-badge'
import { formatDay } from '../../format'
import { useView } from '../../state/view'
import frame from '../card/card-profile.module.css'
import classes from './person-profile.module.css'

/** The cards and temporary cards this person holds, the newest change first; each opens its profile. */
export function PersonCards({ cards }: { readonly cards: readonly CardRow[] }) {
  const title = useId()
  const { selectCard } = useView.getState()
  return (
    <section className={classes.section} aria-labelledby={title}>
      <h3 id={title} className={frame.sectionTitle}>
        {t('persons.cards.title')}
      </h3>
      {cards.length === 0 ? (
        <p className={frame.none}>{t('persons.cards.none')}</p>
      ) : (
        <table className={classes.cards} aria-labelledby={title}>
          <thead>
            <tr>
              <th scope="col">{t('persons.cards.number')}</th>
              <th scope="col">{t('persons.cards.type')}</th>
              <th scope="col">{t('persons.cards.state')}</th>
              <th scope="col">{t('persons.cards.validThrough')}</th>
              <th scope="col">{t('persons.cards.changed')}</th>
            </tr>
          </thead>
          <tbody>
            {cards.map(({ id, cardType, state, validThrough, changed }) => (
              // The whole row for the pointer; the number in it is the button for everybody else.
              <tr key={id} onClick={() => selectCard(id)}>
                <td>
                  <UnstyledButton
                    className={classes.cardNumber}
                    aria-label={t('persons.cards.open', { card: id })}
                    onClick={(event) => {
                      event.stopPropagation()
                      selectCard(id)
                    }}
                  >
                    {id}
                  </UnstyledButton>
                </td>
                <td>{t(`lifecycle.cardTypes.${cardType}.one`)}</td>
                <td>
                  <StateBadge cardType={cardType} state={state} />
                </td>
                <td>{formatDay(validThrough)}</td>
                <td>
                  <Moment at={changed} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
