import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import type { Settings } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { LossQuestion } from '../../../components/loss-question'
import editors from '../editors.module.css'
import classes from './bureau.module.css'
import { saveSecret } from './save-secret'
import { SecretDialog } from './secret-dialog'
import { SecretState } from './secret-state'

interface SecretLineProps {
  readonly saved: Settings['bureau']
  /** The address a secret set now would belong to; `null` while the address on screen is not the saved one. */
  readonly origin: string | null
}

type Open = 'dialog' | 'question' | null

/** What was done, and the version that came of it: a later save may have undone it. */
interface Done {
  readonly what: 'wasSet' | 'wasForgotten'
  readonly version: number
}

/** Whether the secret is set, and the ways to set and to forget it: each is in effect at once, by a call of its own. */
export function SecretLine({ saved, origin }: SecretLineProps) {
  const [open, setOpen] = useState<Open>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const setButton = useRef<HTMLButtonElement>(null)
  const reason = useId()
  const set = saved.values.rest.secret !== null
  const begin = (what: Open) => {
    setDone(null)
    setError(null)
    setOpen(what)
  }
  const forget = async () => {
    setOpen(null)
    const answer = await saveSecret(saved.version, null)
    if (!answer.ok) return setError(answer.error)
    setDone({ what: 'wasForgotten', version: answer.value.bureau.version })
    // The button that was pressed is gone with the secret.
    setButton.current?.focus()
  }
  return (
    <section className={classes.secret} aria-label={t('bureauSettings.secret.title')}>
      <div className={classes.secretLine}>
        <span className={editors.processName}>{t('bureauSettings.secret.title')}</span>
        <SecretState set={set} />
        <Button
          ref={setButton}
          variant="default"
          className={classes.pushed}
          aria-disabled={origin === null}
          data-disabled={origin === null}
          aria-describedby={reason}
          onClick={() => origin !== null && begin('dialog')}
        >
          {t('bureauSettings.secret.setIt')}
        </Button>
        {set ? (
          <Button
            variant="default"
            aria-label={t('bureauSettings.secret.forgetLabel')}
            onClick={() => begin('question')}
          >
            {t('bureauSettings.secret.forget')}
          </Button>
        ) : null}
      </div>
      <span id={reason} className={editors.does}>
        {t(origin === null ? 'bureauSettings.secret.addressFirst' : 'bureauSettings.secret.hint')}
      </span>
      <ErrorNotice error={error} />
      <p role="status" className={classes.done}>
        {done?.version === saved.version && origin !== null ? (
          <>
            <IconCheck size={16} aria-hidden="true" />
            {t(`bureauSettings.secret.${done.what}`)}
          </>
        ) : null}
      </p>
      <SecretDialog
        opened={open === 'dialog'}
        version={saved.version}
        origin={origin ?? ''}
        onClose={() => setOpen(null)}
        onSaved={(version) => {
          setOpen(null)
          setDone({ what: 'wasSet', version })
        }}
      />
      <LossQuestion
        asked={open === 'question'}
        title={t('bureauSettings.secret.question.title')}
        text={t('bureauSettings.secret.question.text')}
        lose={{ label: t('bureauSettings.secret.question.forget'), act: () => void forget() }}
        keep={{ label: t('bureauSettings.secret.question.keep'), act: () => setOpen(null) }}
      />
    </section>
  )
}
