import type { ProcessPackage } from '../../engine/process-package'
import { abortOrder } from '../abort'
import { updateOrder } from '../update-order'
import { assignTemporaryCard } from './assign'
import { extendTemporaryCard } from './extend'
import { initialiseTemporaryCard } from './initialise'
import { lockTemporaryCard } from './lock'
import { orderTemporaryCards } from './order'
import { withdrawTemporaryCard } from './withdraw'

/** The processes of temporary cards that this version can run. */
export const temporaryCardPackages: readonly ProcessPackage[] = [
  orderTemporaryCards,
  abortOrder('TempCardsAddonExtProdProcAbort', 'aborted'),
  updateOrder('TempCardsAddonExtProdProcUpdate'),
  initialiseTemporaryCard,
  assignTemporaryCard,
  extendTemporaryCard,
  withdrawTemporaryCard,
  lockTemporaryCard,
]
