import type { BureauSettings } from '../../shared/model'
import type { Files } from '../files'
import type { Clock, Ids, Log } from '../ports'
import { folderBureau } from './folder'
import type { Bureau } from './port'
import { restBureau } from './rest'
import { simulatedBureau } from './simulated-bureau'

/** What the ways to a bureau need of the world. */
export interface BureauNeeds {
  readonly files: Files
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** The identity of the desk's data, as the journal has it. */
  readonly desk: () => string
  /** The secret of the web service, in memory as long as it is used; `null` when none is kept. */
  readonly secret: () => string | null
}

/** The bureau as an administrator connected it. Opens nothing: each call does, for itself. */
export function connectBureau(settings: BureauSettings, needs: BureauNeeds): Bureau {
  switch (settings.connection) {
    case 'simulated':
      return simulatedBureau
    case 'folder':
      return folderBureau(settings.folder, needs)
    case 'rest':
      return restBureau(settings.rest, needs)
  }
}
