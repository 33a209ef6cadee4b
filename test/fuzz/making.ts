import { type Channel, contract } from '../../shared/contract'
import { arranged } from './arranged'
import type { Draw } from './deeds'
import { flawed } from './flaws'
import { type Moment, resolved } from './resolve'
import { mayCall, type Post } from './windows'

/** Calls that go on with a wizard somebody has opened. */
const aboutWizards: readonly string[] = ['processes.next', 'processes.back', 'processes.cancel', 'processes.follow']

/** The window that makes a drawn call. */
export function postFor({ who, among, channel }: Draw, posts: readonly Post[]): Post {
  const fitting = among === 'all' ? [] : posts.filter((post) => mayCall(post, channel))
  // Wizards go on where they were opened.
  const busy = aboutWizards.includes(channel) ? fitting.filter(hasWizard) : []
  const chosen = [busy, fitting, posts].find((each) => each.length > 0) ?? []
  const post = chosen[who % chosen.length]
  if (!post) throw new Error('the desk has no windows')
  return post
}

function hasWizard({ wizards }: Post): boolean {
  return wizards.some(({ view }) => view !== null)
}

/** What a drawn call sends at this moment, flaws and all, as it would arrive from a window. */
export async function payloadFor(draw: Draw, moment: Moment): Promise<unknown> {
  const { channel, post, ledger, kept } = moment
  const ask = async (name: Channel, payload: unknown) => {
    const answer = await post.somebody.raw(name, payload, post.caller)
    return answer.ok ? answer.value : null
  }
  const fitting = draw.arranged === null ? null : await arranged(moment, draw.arranged, ask)
  const payload = structuredClone(fitting ?? resolved(draw.draft, moment))
  if (draw.flaws.length === 0) return payload
  const schema = Object.hasOwn(contract, channel) ? contract[channel as Channel].request : null
  const { cards, persons, accounts } = ledger
  const strangers = [...cards.keys(), ...persons.keys(), ...accounts.keys()].filter((id) => !kept.has(id))
  return structuredClone(flawed(payload, schema, draw.flaws, ['', ...strangers]))
}
