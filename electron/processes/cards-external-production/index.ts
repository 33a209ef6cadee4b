import type { ProcessPackage } from '../../engine/process-package'
import { abortOrder } from '../abort'
import { updateOrder } from '../update-order'
import { abortRequest } from './abort-request'
import { activateCard } from './activate'
import { approveOrder, rejectOrder } from './decision'
import { editCard } from './edit'
import { lockCard } from './lock'
import { orderCard } from './order'
import { orderMultipleCards } from './order-multiple'
import { registerCard } from './register'
import { repeatOrder } from './repeat'
import { deactivateCard, reactivateCard } from './suspend'

/** The processes of cards that this version can run. */
export const cardPackages: readonly ProcessPackage[] = [
  registerCard,
  orderCard,
  orderMultipleCards,
  abortRequest,
  approveOrder,
  rejectOrder,
  abortOrder('CardsAddonExtProdProcAbort', 'order-aborted'),
  repeatOrder,
  updateOrder('CardsAddonExtProdProcUpdate'),
  activateCard,
  deactivateCard,
  reactivateCard,
  lockCard,
  editCard,
]
