import { faultsOf, processes, states } from '../../shared/lifecycle'
import { t } from '../../shared/texts'

/**
 * Makes sure that the life-cycle tables are sound: a card must never get where it must not.
 * @throws {Error} whose message names every fault.
 */
export function checkLifecycle(): void {
  const faults = faultsOf({ states, processes })
  if (faults.length > 0) throw new Error(t('errors.lifecycle', { faults: faults.join('; ') }))
}
