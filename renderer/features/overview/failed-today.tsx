import type { Overview } from '../../../shared/contract'
import { cardTypes } from '../../../shared/lifecycle'
import { stateLabel, t } from '../../../shared/texts'
import { Moment } from '../../components/moment'
import { Panel } from '../../components/panel'
import { useView } from '../../state/view'
import { CardLine } from './card-line'
import classes from './overview.module.css'

/** Cards whose ordering or production failed today, each a way to its profile. */
export function FailedToday({ overview: { failedToday } }: { readonly overview: Overview }) {
  const { total, rows } = failedToday
  const more = total - rows.length
  return (
    <Panel title={t('overview.failed.title')}>
      {total === 0 ? <p className={classes.none}>{t('overview.failed.none')}</p> : null}
      <ul className={classes.lines}>
        {rows.map((card) => (
          <li key={card.id}>
            <CardLine card={card}>
              <span className={classes.time}>
                <Moment at={card.changed} />
              </span>
            </CardLine>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <div className={classes.rest}>
          <span className={classes.dimmed}>{t('overview.failed.more', { count: more })}</span>
          {cardTypes.map((cardType) => (
            <button
              key={cardType}
              type="button"
              className={classes.link}
              onClick={() =>
                useView.getState().searchFor({ cardType, label: stateLabel(cardType, 'failed'), text: '' })
              }
            >
              {t(`overview.failed.all.${cardType}`)}
            </button>
          ))}
        </div>
      ) : null}
    </Panel>
  )
}
