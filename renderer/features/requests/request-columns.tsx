import { IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RequestRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Moment } from '../../components/moment'
import { StateBadge } from '../../components/state-badge'
import classes from './request-list.module.css'
import type { RequestView } from './requests-store'

export interface RequestColumn {
  readonly id: 'order' | 'holder' | 'requester' | 'asked' | 'state' | 'decided'
  readonly cell: (row: RequestRow, later: boolean) => ReactNode
}

const order: RequestColumn = { id: 'order', cell: ({ order: { id } }) => id }
const holder: RequestColumn = {
  id: 'holder',
  cell: ({ card }, later) => (
    <>
      <span className={classes.name}>{card.holderName || t('requests.nobody')}</span>
      {later ? (
        <span className={classes.later}>
          <IconClock size={12} aria-hidden="true" />
          {t('requests.later')}
        </span>
      ) : null}
    </>
  ),
}
const requester: RequestColumn = { id: 'requester', cell: ({ requester: { name } }) => name }
const asked: RequestColumn = { id: 'asked', cell: ({ order: { requested } }) => <Moment at={requested.at} /> }
const state: RequestColumn = {
  id: 'state',
  cell: ({ card }) => <StateBadge cardType={card.cardType} state={card.state} />,
}
const decided: RequestColumn = {
  id: 'decided',
  cell: ({ order: { decision } }) => (decision ? <Moment at={decision.at} /> : null),
}

/** What each list shows of a request. */
export const requestColumns: Readonly<Record<RequestView, readonly RequestColumn[]>> = {
  open: [order, holder, requester, asked],
  mine: [order, holder, state, asked, decided],
}
