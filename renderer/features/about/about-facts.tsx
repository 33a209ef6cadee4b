import { Button } from '@mantine/core'
import { IconCopy, IconLicense } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { About } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { aboutFacts, aboutText } from '../../../shared/texts/about'
import { Facts } from '../../components/facts'
import { SimulatedNotice } from '../../components/simulated-notice'
// biome-ignore lint/style/noRestrictedImports: the program's icon is a picture and no part of another program
import icon from '../../../electron/packaging/icons/card-desk.svg'
import classes from './about.module.css'
import { showLicences } from './about-store'

/** Product, version and what runs it, with a button that copies all of it for a support call. */
export function AboutFacts({ about }: { readonly about: About }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  // The dialog was there before its content.
  useEffect(() => button.current?.focus(), [])
  const [, ...facts] = aboutFacts(about)
  const copy = async () => {
    setCopied(null)
    const done = await navigator.clipboard.writeText(aboutText(about)).then(
      () => true,
      () => false,
    )
    setCopied(done)
  }
  return (
    <>
      <div className={classes.product}>
        <img src={icon} width={64} height={64} alt="" />
        <div>
          <p className={classes.name}>{t('shell.product')}</p>
          <p className={classes.version}>{t('shell.status.version', { version: about.version })}</p>
        </div>
      </div>
      <p className={classes.purpose}>{t('about.purpose')}</p>
      {about.runtime.kind === 'stand-in' ? (
        <div className={classes.standIn}>
          <SimulatedNotice text={t('about.standIn')} />
        </div>
      ) : null}
      <Facts facts={facts} />
      <div className={classes.buttons}>
        <Button variant="default" leftSection={<IconLicense size={16} aria-hidden="true" />} onClick={showLicences}>
          {t('about.licences.open')}
        </Button>
        <span role="status" className={classes.copied}>
          {copied === null ? '' : t(copied ? 'about.copied' : 'about.notCopied')}
        </span>
        <Button
          ref={button}
          variant="default"
          data-autofocus
          leftSection={<IconCopy size={16} aria-hidden="true" />}
          onClick={() => void copy()}
        >
          {t('about.copy')}
        </Button>
      </div>
    </>
  )
}
