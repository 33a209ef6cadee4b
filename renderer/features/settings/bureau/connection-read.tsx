import type { BureauSettings } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { type Fact, Facts } from '../../../components/facts'
import { Panel } from '../../../components/panel'
import editors from '../editors.module.css'
import classes from './bureau.module.css'
import { FolderParts } from './folder-parts'
import { SecretState } from './secret-state'

/** What an administrator set for the connection that is chosen. */
function factsOf({ connection, folder, rest }: BureauSettings): readonly Fact[] {
  switch (connection) {
    case 'simulated':
      return []
    case 'folder':
      return [
        { label: t('bureauSettings.folder.path'), value: folder.path },
        { label: t('bureauSettings.folder.format'), value: t(`bureauSettings.folder.${folder.format}`) },
      ]
    case 'rest':
      return [
        { label: t('bureauSettings.rest.address'), value: rest.address },
        { label: t('bureauSettings.rest.organisation'), value: rest.organisation },
        { label: t('bureauSettings.rest.clientId'), value: rest.clientId },
        { label: t('bureauSettings.secret.title'), value: <SecretState set={rest.secret !== null} /> },
      ]
  }
}

/** How the bureau is connected, for those who only look. */
export function ConnectionRead({ settings }: { readonly settings: BureauSettings }) {
  const facts = factsOf(settings)
  return (
    <Panel title={t('bureauSettings.connection.title')} text={t('bureauSettings.connection.text')}>
      <span className={editors.processName}>{t(`bureauSettings.connection.${settings.connection}.name`)}</span>
      <span className={editors.does}>{t(`bureauSettings.connection.${settings.connection}.text`)}</span>
      {facts.length > 0 ? (
        <div className={classes.part}>
          <Facts facts={facts} />
          {settings.connection === 'folder' ? <FolderParts /> : null}
        </div>
      ) : null}
    </Panel>
  )
}
