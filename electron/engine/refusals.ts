import { type Refusal, refusal } from '../../shared/errors'
import { t } from '../../shared/texts'

/** The refusal for an id that names nothing. */
export function notFound(kind: 'card' | 'person' | 'account', id: string): Refusal {
  return refusal('not-found', t(`errors.not-found.${kind}`, { id }), { [kind]: id })
}
