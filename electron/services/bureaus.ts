import type { BureauSettings, BureauState } from '../../shared/model'
import { meaningOf } from '../processes/bureau-answer'
import { connectBureau, type BureauNeeds } from '../production'
import type { DeskIdentities } from '../production/orders'
import type { Bureau } from '../production/port'
import { simulatedWords } from '../production/simulated-bureau'
import type { Store } from '../store/port'

interface Needs extends Omit<BureauNeeds, 'secret' | 'desk'> {
  readonly store: Store
  /** The secret of that name; `null`: the settings name none. */
  readonly secret: (name: string | null) => string | null
  /** Stands in for whatever the settings say; tests bring their own. */
  readonly fixed?: Bureau
}

/** A bureau as it is connected, with its table of words. */
export interface Connection {
  readonly bureau: Bureau
  /** What a status word means; `null` when an administrator has given it no meaning. */
  readonly meaning: (word: string) => BureauState | null
  /** False once an administrator has saved other settings. */
  readonly isCurrent: () => boolean
}

/** The bureau as it is connected at this moment, and what its words mean. */
export class Bureaus {
  private known: { readonly settings: BureauSettings; readonly bureau: Bureau } | undefined

  constructor(private readonly needs: Needs) {}

  current(): Bureau {
    const { fixed, store, secret } = this.needs
    if (fixed) return fixed
    const settings = store.view.settings().bureau.values
    if (this.known?.settings !== settings) {
      const name = settings.rest.secret
      const bureau = connectBureau(settings, {
        ...this.needs,
        secret: () => secret(name),
        desk: () => this.desk(),
      })
      this.known = { settings, bureau }
    }
    return this.known.bureau
  }

  /** The bureau with the meaning its words have now: what a run began with it ends with. */
  connection(): Connection {
    const bureau = this.current()
    const { statusWords } = this.needs.store.view.settings().bureau.values
    const table = bureau.status.simulated ? simulatedWords : statusWords
    return {
      bureau,
      meaning: (word) => meaningOf(table, word),
      isCurrent: () =>
        this.current() === bureau && this.needs.store.view.settings().bureau.values.statusWords === statusWords,
    }
  }

  /** What a status word means; `null` when an administrator has given it no meaning. */
  meaning(word: string): BureauState | null {
    return this.connection().meaning(word)
  }

  /** Which desk the bureau is sent orders from, now and before backups were restored. */
  desks(): DeskIdentities {
    return this.needs.store.view.desks()
  }

  /** The identity under which new orders leave. */
  private desk(): string {
    const identity = this.desks().at(-1)
    if (!identity) throw new Error('a desk without a record has no orders')
    return identity.desk
  }
}
