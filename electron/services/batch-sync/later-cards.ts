import type { Card } from '../../../shared/model'
import { systemStamp } from '../../engine/events'
import { evolveCard } from '../../engine/evolve'
import type { DeskView } from '../../engine/view'
import type { Judgement } from './judge'

/**
 * Cards as they are after what was judged so far and is not written yet: a bureau may speak of one order more
 * than once, and what it says first counts before what it says next.
 */
export class LaterCards {
  private readonly later = new Map<string, Card>()

  constructor(
    private readonly view: Pick<DeskView, 'card'>,
    private readonly at: string,
  ) {}

  card(id: string): Card | undefined {
    return this.later.get(id) ?? this.view.card(id)
  }

  /** Lets a judgement count for those that follow; answers it. */
  take(judgement: Judgement): Judgement {
    for (const event of judgement.events) {
      const { card: before } = event
      const { lastSequence } = this.card(before) ?? { lastSequence: 0 }
      // The record it will be in has no number yet; the one before it is what its events point at.
      this.later.set(before, evolveCard(this.card(before), event, systemStamp(this.at), lastSequence))
    }
    return judgement
  }
}
