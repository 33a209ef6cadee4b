/**
 * Where a call came from, as evidence and not as a claim: a shell fills this in from what the runtime
 * says of the sender, never from anything the sender says of itself.
 */
export type Caller =
  | { readonly kind: 'frame'; readonly origin: string; readonly mainFrame: boolean }
  | { readonly kind: 'command-line' }

/** The origin of the pages that come with the program. */
export const appOrigin = 'app://card-desk'

/** True for the main frame of our own window and for the command line. */
export function isOurs(caller: Caller): boolean {
  return caller.kind === 'command-line' || (caller.mainFrame && caller.origin === appOrigin)
}
