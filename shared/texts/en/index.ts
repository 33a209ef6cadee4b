import { about } from './about'
import { accounts } from './accounts'
import { batch } from './batch'
import { batchOrders } from './batch-orders'
import { bureauSettings } from './bureau-settings'
import { card } from './card'
import { cardWizards } from './card-wizards'
import { changes } from './changes'
import { dataPage } from './data-page'
import { data } from './data'
import { errors } from './errors'
import { folderExchange } from './folder-exchange'
import { lifecycle } from './lifecycle'
import { overview } from './overview'
import { persons } from './persons'
import { process } from './process'
import { requests } from './requests'
import { search } from './search'
import { session } from './session'
import { settings } from './settings'
import { shell } from './shell'
import { temporaryCardWizards } from './temporary-card-wizards'
import { webService } from './web-service'
import { wizards } from './wizards'

/** The English catalogue: every text a person can see. One file per part of the product. */
export const en = {
  lifecycle,
  errors,
  shell,
  session,
  settings,
  bureauSettings,
  accounts,
  wizards,
  cardWizards,
  temporaryCardWizards,
  search,
  card,
  process,
  persons,
  requests,
  overview,
  changes,
  data,
  batch,
  folderExchange,
  webService,
  batchOrders,
  dataPage,
  about,
} as const
