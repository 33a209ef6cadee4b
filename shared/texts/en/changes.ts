/** The history of settings, accounts and persons: what changed, as people read it. */
export const changes = {} as const
