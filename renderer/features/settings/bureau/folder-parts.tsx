import { t } from '../../../../shared/texts'
import { Facts } from '../../../components/facts'
import editors from '../editors.module.css'
import classes from './bureau.module.css'

const parts = ['outbox', 'inbox', 'archive', 'rejected'] as const

/** What the four folders in an exchange folder are for. */
export function FolderParts() {
  return (
    <div className={classes.parts}>
      <p className={editors.note}>{t('bureauSettings.folder.partsText')}</p>
      <Facts
        facts={parts.map((part) => ({
          label: part,
          value: t(`bureauSettings.folder.${part}`),
        }))}
      />
    </div>
  )
}
