import type { AnyState, CardType } from '../../../shared/lifecycle'
import { Random } from './random'
import { day, workingMomentUntil } from './working-time'

const planStream = 2

interface Share {
  readonly cardType: CardType
  readonly state: AnyState
  /** How many of a hundred cards of the type. */
  readonly weight: number
  /**
   * How many days ago its history began, least and most. Least leaves room for the longest way there, with
   * weekends between the steps; most leaves the card within its validity (see `card-stories`).
   */
  readonly days: readonly [least: number, most: number]
  /** A share of the cards began in another span: `[how many, least, most]`. */
  readonly others?: readonly [share: number, least: number, most: number]
}

const card = { cardType: 'card' } as const
const temporary = { cardType: 'temporary-card' } as const

/** How a desk's cards are spread over the states; where a small desk cannot have all, the first come first. */
const shares: readonly Share[] = [
  { ...card, state: 'active', weight: 57, days: [45, 1085] },
  { ...card, state: 'processing', weight: 7, days: [0.05, 5], others: [0.2, 14, 60] },
  { ...card, state: 'produced', weight: 4, days: [14, 60] },
  { ...card, state: 'requested', weight: 2, days: [0.1, 8] },
  { ...card, state: 'inactive', weight: 4, days: [60, 1085] },
  { ...card, state: 'expired', weight: 9, days: [1140, 1800], others: [0.3, 410, 1000] },
  { ...card, state: 'failed', weight: 1, days: [12, 120] },
  { ...card, state: 'ordered', weight: 3, days: [2, 9] },
  { ...card, state: 'registered', weight: 3, days: [0.1, 25] },
  { ...card, state: 'in-production', weight: 3, days: [5, 14] },
  { ...card, state: 'locked', weight: 4, days: [60, 1085] },
  { ...card, state: 'order-aborted', weight: 1, days: [12, 700] },
  { ...card, state: 'rejected', weight: 1, days: [14, 700] },
  { ...card, state: 'request-aborted', weight: 1, days: [14, 700] },
  { ...temporary, state: 'processing', weight: 10, days: [0.05, 5] },
  { ...temporary, state: 'assigned', weight: 26, days: [60, 900] },
  { ...temporary, state: 'unassigned', weight: 32, days: [25, 900] },
  { ...temporary, state: 'expired', weight: 6, days: [90, 900] },
  { ...temporary, state: 'produced', weight: 5, days: [14, 60] },
  { ...temporary, state: 'aborted', weight: 3, days: [6, 400] },
  { ...temporary, state: 'requested', weight: 2, days: [0.1, 3] },
  { ...temporary, state: 'ordered', weight: 4, days: [2, 9] },
  { ...temporary, state: 'in-production', weight: 4, days: [5, 14] },
  { ...temporary, state: 'failed', weight: 2, days: [12, 200] },
  { ...temporary, state: 'locked', weight: 6, days: [60, 900] },
]

/** A card to be: where its story begins and where it must end. */
export interface PlannedCard {
  readonly cardType: CardType
  readonly state: AnyState
  readonly began: number
}

/** What a desk of that many cards holds: the number of each type, and the cards, oldest first. */
export class Plan {
  readonly cards: number
  readonly temporaryCards: number
  /** Temporary cards that must be with a person in the end. */
  readonly handedOut: number
  /** Of each card the place of its share in `shares`: a few bytes a card, however large the desk. */
  private readonly shareOf: Uint8Array
  private readonly began: Float64Array

  constructor(total: number, seed: number, now: number) {
    this.cards = Math.round(total * 0.6)
    this.temporaryCards = total - this.cards
    this.shareOf = new Uint8Array(total)
    this.began = new Float64Array(total)
    const random = new Random(seed, planStream)
    let place = 0
    let handedOut = 0
    for (const [cardType, count] of [
      ['card', this.cards],
      ['temporary-card', this.temporaryCards],
    ] as const) {
      for (const [share, amount] of amounts(cardType, count)) {
        if (cardType === 'temporary-card' && (share.state === 'assigned' || share.state === 'expired'))
          handedOut += amount
        for (let made = 0; made < amount; made += 1, place += 1) {
          this.shareOf[place] = shares.indexOf(share)
          this.began[place] = workingMomentUntil(now - daysAgo(share, random) * day, random)
        }
      }
    }
    this.handedOut = handedOut
  }

  *oldestFirst(): Generator<PlannedCard> {
    const { began } = this
    const order = Uint32Array.from(began.keys()).sort(
      (one, other) => (began[one] ?? 0) - (began[other] ?? 0) || one - other,
    )
    for (const place of order) {
      const share = shares[this.shareOf[place] ?? 0]
      if (share) yield { cardType: share.cardType, state: share.state, began: began[place] ?? 0 }
    }
  }
}

/** How many cards each share gets: one each as far as they go, the rest by weight. */
function amounts(cardType: CardType, count: number): readonly (readonly [Share, number])[] {
  const ofType = shares.filter((share) => share.cardType === cardType)
  const rest = Math.max(0, count - ofType.length)
  let given = 0
  let weights = 0
  return ofType.map((share, index) => {
    weights += share.weight
    const upTo = Math.round((rest * weights) / 100)
    const amount = upTo - given + (index < count ? 1 : 0)
    given = upTo
    return [share, amount]
  })
}

/** Mostly recent: a desk has more young cards than old ones. */
function daysAgo(share: Share, random: Random): number {
  const [least, most] =
    share.others && random.chance(share.others[0]) ? (share.others.slice(1) as [number, number]) : share.days
  return least + (most - least) * random.fraction() ** 1.3
}
