import { accounts } from './accounts'
import { card } from './card'
import { errors } from './errors'
import { lifecycle } from './lifecycle'
import { process } from './process'
import { search } from './search'
import { session } from './session'
import { settings } from './settings'
import { shell } from './shell'
import { wizards } from './wizards'

/** The English catalogue: every text a person can see. One file per part of the product. */
export const en = { lifecycle, errors, shell, session, settings, accounts, wizards, search, card, process } as const
