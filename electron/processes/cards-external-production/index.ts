import type { ProcessPackage } from '../../engine/process-package'
import { abortOrder } from '../abort'
import { orderCard } from './order'
import { registerCard } from './register'

/** The processes of cards that this version can run. */
export const cardPackages: readonly ProcessPackage[] = [
  registerCard,
  orderCard,
  abortOrder('CardsAddonExtProdProcAbort', 'order-aborted'),
]
