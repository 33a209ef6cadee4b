import type { Answer } from '../errors'
import { channelNames, type Channel } from './channels'
import type { RequestOf, ResponseOf } from './index'

type Groups = Channel extends `${infer Group}.${string}` ? Group : never
type NamesIn<Group extends string> = Channel extends infer Name
  ? Name extends `${Group}.${infer Rest}`
    ? Rest
    : never
  : never
type Method<Name extends Channel> =
  null extends RequestOf<Name>
    ? () => Promise<Answer<ResponseOf<Name>>>
    : (request: RequestOf<Name>) => Promise<Answer<ResponseOf<Name>>>

/** Every call as a method: `desk.search.cards({...})`. */
export type DeskClient = {
  readonly [Group in Groups]: {
    readonly [Name in NamesIn<Group>]: `${Group}.${Name}` extends Channel ? Method<`${Group}.${Name}`> : never
  }
}

/**
 * The client of the contract over any way of carrying a call: the window's bridge, a test's door.
 * Refusals are answered as values; the promise rejects only when the carrier itself breaks.
 */
export function createClient(carry: (channel: Channel, payload: unknown) => Promise<unknown>): DeskClient {
  const client: Record<string, Record<string, unknown>> = {}
  for (const channel of channelNames) {
    const [group = '', name = ''] = channel.split('.')
    client[group] ??= {}
    client[group][name] = (request?: unknown) => carry(channel, request ?? null)
  }
  return client as unknown as DeskClient
}
