import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../../shared/texts'
import { Mark } from '../../components/mark'
import { showAbout } from '../about/about-store'
import classes from './entrance.module.css'

interface EntranceProps {
  readonly title: string
  readonly text?: string
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The page somebody meets before the desk: product, title, one form. */
export function Entrance({ title, text, wide = false, children }: EntranceProps) {
  return (
    <main className={classes.page}>
      <div className={classes.box} data-wide={wide}>
        <p className={classes.product}>
          <Mark size={24} />
          {t('shell.product')}
        </p>
        <div className={classes.card}>
          <h1 className={classes.title}>{title}</h1>
          {text ? <p className={classes.text}>{text}</p> : null}
          {children}
        </div>
        <UnstyledButton data-about className={classes.about} onClick={showAbout}>
          {t('about.open')}
        </UnstyledButton>
      </div>
    </main>
  )
}
