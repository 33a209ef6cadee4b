/** REQUESTS: orders that wait for a decision. */
export const requests = {} as const
