import { t } from '../../../../shared/texts'
import { Panel } from '../../../components/panel'
import { NumberWithUnit } from '../number-with-unit'
import editors from '../editors.module.css'
import { isBatchSize, limits } from './bureau-draft'

interface BatchesPanelProps {
  readonly size: number | ''
  readonly onChange: (size: number | '') => void
}

/** How many orders are sent at a time. */
export function BatchesPanel({ size, onChange }: BatchesPanelProps) {
  return (
    <Panel title={t('bureauSettings.batches.title')} text={t('bureauSettings.batches.text')}>
      <div className={editors.labelled}>
        <span className={editors.processName}>{t('bureauSettings.batches.size')}</span>
        <NumberWithUnit
          aria-label={t('bureauSettings.batches.size')}
          unit={t('bureauSettings.batches.unit')}
          {...limits.ordersPerBatch}
          value={size}
          valid={isBatchSize(size)}
          onChange={onChange}
        />
      </div>
    </Panel>
  )
}
