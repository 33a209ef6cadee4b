import type { CardType } from '../../../shared/lifecycle'

/**
 * How the snapshot is split: cards of each type, persons and runs of batch sync by their number, accounts and
 * settings whole. A change makes one small document stale, and writing one never takes long.
 */
export type DocumentName =
  | `card-${number}`
  | `temporary-card-${number}`
  | `person-${number}`
  | `sync-run-${number}`
  | 'accounts'
  | 'settings'

/** How many numbers one document of cards, persons or runs covers. */
export const shardSize = 1000

export const accountsDocument = 'accounts'
export const settingsDocument = 'settings'

/** The number in the id of a card, person or run the desk has; the quick form of `numberOfId`, which checks. */
export function numberIn(id: string): number {
  return Number(id.slice(id.indexOf('-') + 1))
}

/** The document a card is in. */
export function cardDocument(cardType: CardType, id: string): DocumentName {
  return `${cardType}-${Math.floor(numberIn(id) / shardSize)}`
}

/** The document a person is in. */
export function personDocument(id: string): DocumentName {
  return `person-${Math.floor(numberIn(id) / shardSize)}`
}

/** The document a run of batch sync is in. */
export function syncRunDocument(id: string): DocumentName {
  return `sync-run-${Math.floor(numberIn(id) / shardSize)}`
}

export interface Shard {
  readonly kind: CardType | 'person' | 'sync-run'
  readonly number: number
}

/** What a document of numbered things covers; `null` for a name of another kind. */
export function shardOf(name: string): Shard | null {
  const match = /^(card|temporary-card|person|sync-run)-(\d+)$/.exec(name)
  return match ? { kind: match[1] as Shard['kind'], number: Number(match[2]) } : null
}
