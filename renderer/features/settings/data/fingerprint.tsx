import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { t } from '../../../../shared/texts'
import editors from '../editors.module.css'
import classes from './data.module.css'

interface FingerprintProps {
  readonly sequence: number
  readonly hash: string
}

/** The hash of the newest record, which stands for all before it: to be kept elsewhere, and compared later. */
export function Fingerprint({ sequence, hash }: FingerprintProps) {
  const [copied, setCopied] = useState<{ readonly hash: string; readonly ok: boolean } | null>(null)
  const title = useId()
  const copy = async () => {
    setCopied(null)
    const ok = await navigator.clipboard.writeText(hash).then(
      () => true,
      () => false,
    )
    setCopied({ hash, ok })
  }
  return (
    <section className={classes.fingerprint} aria-labelledby={title}>
      <div className={classes.withButton}>
        <h3 id={title}>{t('dataPage.fingerprint.title')}</h3>
        <span className={editors.unit}>{t('dataPage.fingerprint.of', { sequence })}</span>
        <span role="status" className={classes.copied}>
          {copied?.hash === hash ? t(copied.ok ? 'dataPage.fingerprint.copied' : 'dataPage.fingerprint.notCopied') : ''}
        </span>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCopy size={14} aria-hidden="true" />}
          aria-label={t('dataPage.fingerprint.copyLabel')}
          onClick={() => void copy()}
        >
          {t('dataPage.fingerprint.copy')}
        </Button>
      </div>
      <code className={classes.hash}>{hash}</code>
      <p className={editors.does}>{t('dataPage.fingerprint.proves')}</p>
    </section>
  )
}
