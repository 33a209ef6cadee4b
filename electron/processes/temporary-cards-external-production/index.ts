import type { ProcessPackage } from '../../engine/process-package'
import { abortOrder } from '../abort'
import { orderTemporaryCards } from './order'

/** The processes of temporary cards that this version can run. */
export const temporaryCardPackages: readonly ProcessPackage[] = [
  orderTemporaryCards,
  abortOrder('TempCardsAddonExtProdProcAbort', 'aborted'),
]
