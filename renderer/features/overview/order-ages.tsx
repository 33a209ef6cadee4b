import type { Overview } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { formatNumber } from '../../format'
import { ageText } from './overview-words'
import classes from './overview.module.css'

/** Orders that are not delivered yet, by the days since they were asked for. */
export function OrderAges({ overview: { orderAges } }: { readonly overview: Overview }) {
  const sum = (kind: 'card' | 'temporaryCard') => orderAges.reduce((total, band) => total + band[kind], 0)
  const cards = sum('card')
  const temporaryCards = sum('temporaryCard')
  const most = Math.max(1, ...orderAges.map(({ card, temporaryCard }) => card + temporaryCard))
  return (
    <Panel title={t('overview.ages.title')} text={t('overview.ages.text')}>
      {cards + temporaryCards === 0 ? (
        <p className={classes.none}>{t('overview.ages.none')}</p>
      ) : (
        <table className={classes.ages}>
          <thead>
            <tr>
              <th scope="col">{t('overview.ages.age')}</th>
              <td />
              <th scope="col">{t('overview.ages.card')}</th>
              <th scope="col">{t('overview.ages.temporaryCard')}</th>
            </tr>
          </thead>
          <tbody>
            {orderAges.map((band) => (
              <tr key={band.from}>
                <th scope="row">{ageText(band)}</th>
                <td className={classes.ageBar}>
                  <svg className={classes.bar} aria-hidden="true">
                    <rect className={classes.track} width="100%" height="100%" rx="2" />
                    <rect width={`${(100 * (band.card + band.temporaryCard)) / most}%`} height="100%" rx="2" />
                  </svg>
                </td>
                <td data-none={band.card === 0 || undefined}>{formatNumber(band.card)}</td>
                <td data-none={band.temporaryCard === 0 || undefined}>{formatNumber(band.temporaryCard)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('overview.ages.all')}</th>
              <td />
              <td>{formatNumber(cards)}</td>
              <td>{formatNumber(temporaryCards)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </Panel>
  )
}
