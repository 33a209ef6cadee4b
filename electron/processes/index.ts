import type { SymbolicName } from '../../shared/lifecycle'
import type { ProcessPackage } from '../engine/process-package'
import { cardPackages } from './cards-external-production'
import { temporaryCardPackages } from './temporary-cards-external-production'

/** Every process this version can run, by symbolic name. */
export const processPackages: ReadonlyMap<SymbolicName, ProcessPackage> = new Map(
  [...cardPackages, ...temporaryCardPackages].map((each) => [each.symbolicName, each]),
)
