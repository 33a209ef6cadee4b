import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPlugConnected } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { ResponseOf } from '../../../../shared/contract'
import type { Answer } from '../../../../shared/errors'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { desk } from '../../../desk'
import editors from '../editors.module.css'
import classes from './bureau.module.css'

type Found = Answer<ResponseOf<'settings.checkBureau'>>

interface CheckConnectionProps {
  /** Of the saved settings: what was found says nothing of later ones. */
  readonly version: number
  readonly unsaved: boolean
}

/** Tries the saved connection, and says in place what came of it. The page can be left meanwhile. */
export function CheckConnection({ version, unsaved }: CheckConnectionProps) {
  const [check, setCheck] = useState<{ readonly version: number; readonly found: Found | null } | null>(null)
  const latest = useRef(0)
  const reason = useId()
  const current = check?.version === version ? check : null
  const found = current?.found ?? null
  const underWay = current !== null && found === null
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (found) place.current?.scrollIntoView({ block: 'nearest' })
  }, [found])
  const start = async () => {
    if (unsaved || underWay) return
    latest.current += 1
    const own = latest.current
    setCheck({ version, found: null })
    const answer = await desk.settings.checkBureau()
    if (latest.current === own) setCheck({ version, found: answer })
  }
  const blocked = unsaved || underWay
  return (
    <div className={classes.check}>
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={16} />}
        aria-disabled={blocked}
        data-disabled={blocked}
        aria-describedby={reason}
        onClick={() => void start()}
      >
        {t('bureauSettings.check.check')}
      </Button>
      <div ref={place} className={classes.checked}>
        <span id={reason} className={editors.does}>
          {unsaved ? t('bureauSettings.check.saveFirst') : ''}
        </span>
        <div role="status">
          {underWay ? <UnderWay /> : null}
          {found?.ok && !unsaved ? <Outcome {...found.value} /> : null}
        </div>
        <ErrorNotice error={found && !found.ok && !unsaved ? found.error : null} />
      </div>
    </div>
  )
}

function UnderWay() {
  return (
    <p className={classes.underWay}>
      <Loader size={14} />
      {t('bureauSettings.check.underWay')}
    </p>
  )
}

function Outcome({ ok, text }: ResponseOf<'settings.checkBureau'>) {
  const Icon = ok ? IconCircleCheck : IconAlertTriangle
  return (
    <p className={classes.outcome} data-tone={ok ? 'good' : 'bad'}>
      <Icon size={16} aria-hidden="true" />
      <span>
        <span className={editors.processName}>
          {t(ok ? 'bureauSettings.check.works' : 'bureauSettings.check.fails')}
        </span>{' '}
        {text}
      </span>
    </p>
  )
}
