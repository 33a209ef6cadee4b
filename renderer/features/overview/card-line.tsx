import type { ReactNode } from 'react'
import type { CardRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { useView } from '../../state/view'
import classes from './overview.module.css'

interface CardLineProps {
  readonly card: CardRow
  readonly children: ReactNode
}

/** One card of a list, as a way to its profile; one that nobody has is told apart by its layout. */
export function CardLine({ card, children }: CardLineProps) {
  return (
    <button type="button" className={classes.line} onClick={() => useView.getState().selectCard(card.id)}>
      <span className={classes.lineNumber}>{card.id}</span>
      <span className={classes.lineName}>{card.holderName || card.layout || t('overview.nobody')}</span>
      {children}
    </button>
  )
}
