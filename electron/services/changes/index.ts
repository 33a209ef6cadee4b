import type { ParsedRequestOf, ResponseOf } from '../../../shared/contract'
import type { Answer } from '../../../shared/errors'
import type { ChangeEntry } from '../../../shared/model'
import { notFound } from '../../engine/refusals'
import type { Change, ChangesOf, ChangesPage, Store } from '../../store/port'
import { accountChange, personChange } from './records'
import { restoredChange } from './restored'
import { settingsChange } from './settings'

/** What was changed in the settings, the accounts and the records of persons, as people read it. */
export class Changes {
  constructor(private readonly store: Pick<Store, 'view' | 'changes'>) {}

  /** Every change of settings and accounts, newest first. `limit` counts journal records. */
  async settings(request: ParsedRequestOf<'settings.history'>): Promise<Answer<ResponseOf<'settings.history'>>> {
    return { ok: true, value: await this.page('settings-and-accounts', request) }
  }

  /** Every change of one person's record, newest first. `limit` counts journal records. */
  async person(request: ParsedRequestOf<'persons.history'>): Promise<Answer<ResponseOf<'persons.history'>>> {
    const { person } = request
    if (!this.store.view.person(person)) return notFound('person', person)
    return { ok: true, value: await this.page({ person }, request) }
  }

  private async page(of: ChangesOf, { limit, before }: { limit: number; before?: number | undefined }) {
    const page = await this.store.changes(of, limit, before)
    return { entries: page.records.flatMap((record) => this.entries(record)), before: page.before }
  }

  /** The changes of one record, newest first, numbered within it when it has several. */
  private entries({ sequence, by, changes }: ChangesPage['records'][number]): readonly ChangeEntry[] {
    const { at, user, name, role } = by
    return changes
      .map((change, index) => ({
        number: changes.length === 1 ? String(sequence) : `${sequence}.${index + 1}`,
        ...{ at, user, name, role },
        ...this.words(change),
      }))
      .reverse()
  }

  private words(change: Change): Pick<ChangeEntry, 'subject' | 'changes'> {
    switch (change.kind) {
      case 'settings':
        return settingsChange(change.event)
      case 'restored':
        return restoredChange(change.event)
      case 'account':
        return accountChange(change.event, change.before, this.store.view)
      case 'person':
        return personChange(change.event.person, change.before)
    }
  }
}
