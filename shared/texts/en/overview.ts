/** OVERVIEW: the start of the day. */
export const overview = {} as const
