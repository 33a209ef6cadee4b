import { Radio } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { bureauConnections, type BureauConnection, type Settings } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { Panel } from '../../../components/panel'
import { atBureauOf } from '../../../state/counts'
import { useMirror } from '../../../state/mirror'
import editors from '../editors.module.css'
import classes from './bureau.module.css'
import { CheckConnection } from './check-connection'
import { FolderFields } from './folder-fields'
import type { Faults } from './refused'
import { ServiceFields } from './service-fields'
import type { BureauEditor } from './use-bureau-editor'

interface ConnectionPanelProps {
  readonly saved: Settings['bureau']
  readonly editor: BureauEditor
}

const isConnection = (value: string): value is BureauConnection => bureauConnections.some((each) => each === value)

/** How orders get to the bureau: the choice, the fields of what is chosen, and whether it works. */
export function ConnectionPanel({ saved, editor }: ConnectionPanelProps) {
  const { draft, setDraft, faults } = editor
  return (
    <Panel title={t('bureauSettings.connection.title')} text={t('bureauSettings.connection.text')}>
      <Radio.Group
        aria-label={t('bureauSettings.connection.label')}
        value={draft.connection}
        onChange={(connection) => isConnection(connection) && setDraft({ ...draft, connection })}
      >
        <div className={classes.choices}>
          {bureauConnections.map((connection) => (
            <Radio
              key={connection}
              size="xs"
              value={connection}
              label={t(`bureauSettings.connection.${connection}.name`)}
              description={t(`bureauSettings.connection.${connection}.text`)}
            />
          ))}
        </div>
      </Radio.Group>
      <LeavesSimulated leaving={saved.values.connection === 'simulated' && draft.connection !== 'simulated'} />
      <HiddenFaults faults={faults} />
      {draft.connection === 'folder' ? (
        <div className={classes.part}>
          <FolderFields folder={draft.folder} faults={faults} onChange={(folder) => setDraft({ ...draft, folder })} />
        </div>
      ) : null}
      {draft.connection === 'rest' ? (
        <div className={classes.part}>
          <ServiceFields
            saved={saved}
            rest={draft.rest}
            faults={faults}
            onChange={(rest) => setDraft({ ...draft, rest })}
          />
        </div>
      ) : null}
      {draft.connection === 'simulated' ? null : (
        <div className={classes.part}>
          <CheckConnection version={saved.version} unsaved={editor.changed} />
        </div>
      )}
    </Panel>
  )
}

/** Says before the save which orders another bureau will know nothing of. */
function LeavesSimulated({ leaving }: { readonly leaving: boolean }) {
  const count = useMirror(({ snapshot }) => (snapshot ? atBureauOf(snapshot.counts) : 0))
  return (
    <div role="status" className={classes.below}>
      {leaving && count > 0 ? (
        <p className={classes.warning}>
          <IconInfoCircle size={16} aria-hidden="true" />
          <span>{t('bureauSettings.connection.leavesSimulated', { count })}</span>
        </p>
      ) : null}
    </div>
  )
}

function HiddenFaults({ faults }: { readonly faults: Faults }) {
  return (
    <div role="alert">
      {faults.hidden.map(({ connection, fault }) => (
        <p key={`${connection} ${fault}`} className={editors.fault}>
          {t('bureauSettings.connection.hidden', {
            connection: t(`bureauSettings.connection.${connection}.name`),
            fault,
          })}
        </p>
      ))}
    </div>
  )
}
