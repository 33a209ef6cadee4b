import { Button } from '@mantine/core'
import { IconArrowNarrowRight, IconHistory } from '@tabler/icons-react'
import type { ChangeEntry } from '../../../shared/model'
import { roleName, t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { Moment } from '../../components/moment'
import { Panel } from '../../components/panel'
import classes from './history-page.module.css'
import frame from './settings.module.css'
import { useSettingsHistory } from './use-settings-history'

/** Every change of settings and accounts, newest first, with what was there before and after. */
export function HistoryPage() {
  const { pages, error, busy, read, older } = useSettingsHistory()
  return (
    <div className={frame.editor}>
      <ErrorNotice error={error} onRetry={read} />
      {pages === null && error === null ? <Loading /> : null}
      {pages?.entries.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={24} />}
          title={t('settings.history.none')}
          text={t('settings.history.noneText')}
        />
      ) : null}
      {pages && pages.entries.length > 0 ? (
        <Panel title={t('settings.pages.history.title')} text={t('settings.history.text')}>
          <ol className={classes.entries} aria-label={t('settings.pages.history.title')}>
            {pages.entries.map((entry) => (
              <li key={entry.number}>
                <Entry entry={entry} />
              </li>
            ))}
          </ol>
          {pages.before === null ? (
            <p className={classes.end}>{t('settings.history.end')}</p>
          ) : (
            // Not `loading`, which would take the focus away from who reads on by keyboard.
            <Button variant="default" aria-disabled={busy} onClick={() => void older()}>
              {t('settings.history.older')}
            </Button>
          )}
        </Panel>
      ) : null}
    </div>
  )
}

function Entry({ entry: { at, name, role, subject, changes, number } }: { readonly entry: ChangeEntry }) {
  // Something new as a whole, such as an account: there was nothing before, which need not be said on each line.
  const isNew = changes.length > 1 && changes.every(({ before }) => before === '')
  return (
    <>
      <div className={classes.entry}>
        <span className={classes.when}>
          <Moment at={at} />
        </span>
        <span className={classes.subject}>{subject}</span>
        <span className={classes.who}>
          {t('settings.history.by', { name, role: roleName(role) })}
          <span className={classes.number}>{t('settings.history.number', { number })}</span>
        </span>
      </div>
      {changes.length > 0 ? (
        <dl className={classes.changes}>
          {changes.map(({ label, before, after }) => (
            <div key={`${label} ${before} ${after}`}>
              <dt>{label}</dt>
              <dd>
                {isNew ? null : (
                  <>
                    <Value value={before} />
                    <IconArrowNarrowRight size={14} role="img" aria-label={t('settings.history.becomes')} />
                  </>
                )}
                <Value value={after} after />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  )
}

/** One side of a change; empty means that nothing was, or is, there. */
function Value({ value, after = false }: { readonly value: string; readonly after?: boolean }) {
  if (value === '') return <span className={classes.nothing}>{t('settings.history.nothing')}</span>
  return <span className={after ? classes.after : classes.before}>{value}</span>
}
