import { errors } from './errors'
import { lifecycle } from './lifecycle'
import { wizards } from './wizards'

/** The English catalogue: every text a person can see. One file per part of the product. */
export const en = { lifecycle, errors, wizards } as const
