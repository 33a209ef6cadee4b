import { t } from '../../../shared/texts'
import type { BureauSettings } from '../../../shared/model'
import type { Files } from '../../files'
import type { Clock, Ids, Log } from '../../ports'
import { type Bureau, BureauUnavailable, type SubmitOutcome } from '../port'
import { checkExchange } from './check'
import { Exchange } from './exchange'
import { Inbox } from './inbox'
import { orderFile } from './order-file'
import { place } from './outbox'
import { problemOf } from './problems'
import { shown } from './shown'
import { Stopped, unlessStopped } from './stopping'

/** What an exchange folder needs of the world. */
export interface FolderNeeds {
  readonly files: Files
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

/**
 * A bureau that is reached by files in a folder both sides can see: a network drive, or a stick that is
 * carried. The README says what these files look like.
 *
 * Drives may hang. `submit`, `news` and `check` stop waiting when their signal is aborted; the one call at
 * the disk that was under way goes on behind and what becomes of it is of no account. Not bounded are `ask`,
 * which has no signal, and the moving of a file, which is finished once it was begun: `finish()`, and putting
 * away what is rejected or came again. Calls that hang also occupy the few threads Node has for files.
 */
export function folderBureau(settings: BureauSettings['folder'], { files, clock, ids, log }: FolderNeeds): Bureau {
  const exchange = new Exchange(settings.path, files, ids)
  const inbox = () => new Inbox(exchange, clock, log)
  const unavailable = (error: unknown) =>
    error instanceof BureauUnavailable
      ? error
      : new BureauUnavailable(problemOf(error, exchange.root), { cause: error })

  return {
    status: { name: t('folderExchange.name'), simulated: false },

    async submit(batch, signal) {
      const all = (outcome: SubmitOutcome) => batch.orders.map(() => outcome)
      try {
        if (signal.aborted) throw new Stopped('asked to stop')
        await unlessStopped(signal, exchange.expect())
        await unlessStopped(signal, exchange.make('outbox'))
      } catch (error) {
        return all({ kind: 'not-sent', reason: reasonOf(error, t('folderExchange.problems.stopped')) })
      }
      const file = await orderFile(batch, settings.format)
      const placing = await place(exchange, file, signal)
      switch (placing.kind) {
        case 'placed':
          return all({ kind: 'taken', note: t('folderExchange.taken', { file: shown(file.name) }) })
        case 'not-there':
          return all({ kind: 'not-sent', reason: reasonOf(placing.error, t('folderExchange.problems.stopped')) })
        case 'unsure': {
          const reason = reasonOf(placing.error, t('folderExchange.problems.stoppedWhilePlacing'))
          return all({ kind: 'unanswered', reason })
        }
      }
    },

    async ask({ id }) {
      try {
        const word = await inbox().lastWord(id)
        return word === null
          ? { kind: 'no-news', reason: t('folderExchange.noNews', { order: id }) }
          : { kind: 'word', word }
      } catch (error) {
        throw unavailable(error)
      }
    },

    async *news(_open, how) {
      try {
        yield* inbox().news(how)
      } catch (error) {
        throw unavailable(error)
      }
    },

    async check(signal) {
      try {
        return await unlessStopped(signal, checkExchange(exchange, clock))
      } catch (error) {
        if (error instanceof Stopped) throw new BureauUnavailable(t('folderExchange.problems.checkStopped'))
        throw unavailable(error)
      }
    },
  }

  function reasonOf(error: unknown, stopped: string): string {
    return error instanceof Stopped ? stopped : problemOf(error, exchange.root)
  }
}
