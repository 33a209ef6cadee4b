import fc from 'fast-check'
import { type Channel, channelNames, contract } from '../../shared/contract'
import { isArranged } from './arranged'
import { draftOf } from './derive'
import { type Flaw, hostileFlaw, smallFlaw } from './flaws'
import { unknownChannels } from './values'
import { type Draft, place } from './wanted'

/** A call that was drawn; the desk it meets is not known yet. */
export interface Draw {
  readonly channel: string
  /** Place of the window among those that may make the call, or among all. */
  readonly who: number
  readonly among: 'those who may' | 'all'
  readonly draft: Draft
  /** Rather than the draft, a payload that takes knowledge of the desk. */
  readonly arranged: number | null
  readonly flaws: readonly Flaw[]
  /** Whether work that the call leaves under way goes on beside the next calls. */
  readonly leave: boolean
}

/** What can happen at the desk. */
export type Deed =
  | { readonly do: 'call'; readonly draw: Draw }
  /** Several at once. */
  | { readonly do: 'together'; readonly draws: readonly Draw[] }
  /** The world around the desk: its partners, the time, a restart. */
  | { readonly do: 'world'; readonly which: number; readonly mood: number }

/** Calls that lead somewhere only when many of them follow one another. */
const often: Readonly<Partial<Record<Channel, number>>> = {
  'processes.open': 10,
  'processes.next': 12,
  'processes.follow': 2,
}
/** Calls that end what a window is about. */
const seldom: readonly string[] = ['session.signOut', 'session.lock', 'data.restore']
const common = 3

/** Payloads without a flaw, of a hundred. A wizard gets to its end only when many in a row have none. */
const sound = (channel: string) => (Object.hasOwn(often, channel) ? 80 : 55)

const flawsOf = (channel: string): fc.Arbitrary<readonly Flaw[]> =>
  fc.oneof(
    { weight: sound(channel), arbitrary: fc.constant([]) },
    { weight: (100 - sound(channel)) * 0.6, arbitrary: fc.array(smallFlaw, { minLength: 1, maxLength: 2 }) },
    { weight: (100 - sound(channel)) * 0.4, arbitrary: fc.array(hostileFlaw, { minLength: 1, maxLength: 2 }) },
  )

function drawOf(channel: string, draft: fc.Arbitrary<Draft>): fc.Arbitrary<Draw> {
  return fc.record({
    channel: fc.constant(channel),
    who: place,
    among: fc.oneof(
      { weight: 4, arbitrary: fc.constant('those who may' as const) },
      { weight: 1, arbitrary: fc.constant('all' as const) },
    ),
    draft,
    arranged: isArranged(channel)
      ? fc.oneof({ weight: 4, arbitrary: place }, { weight: 1, arbitrary: fc.constant(null) })
      : fc.constant(null),
    flaws: flawsOf(channel),
    leave: fc.integer({ min: 0, max: 9 }).map((number) => number < (channel === 'processes.next' ? 4 : 1)),
  })
}

/**
 * A call of that channel, derived from its schema.
 * @throws {Error} when the schema has a part that is not understood.
 */
export function drawFor(channel: Channel): fc.Arbitrary<Draw> {
  return drawOf(channel, draftOf(contract[channel].request, { channel, path: [] }))
}

const strangeDraw = fc
  .constantFrom(...unknownChannels)
  .chain((channel) => drawOf(channel, fc.constantFrom(null, {}, { card: 'C-000001' })))

const draw: fc.Arbitrary<Draw> = fc.oneof(
  ...channelNames.map((channel) => ({
    weight: seldom.includes(channel) ? 1 : common * (often[channel] ?? 1),
    arbitrary: drawFor(channel),
  })),
  { weight: common, arbitrary: strangeDraw },
)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 90, arbitrary: draw.map((each): Deed => ({ do: 'call', draw: each })) },
  {
    weight: 5,
    arbitrary: fc.array(draw, { minLength: 2, maxLength: 4 }).map((draws): Deed => ({ do: 'together', draws })),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('world' as const), which: place, mood: place }) },
)

/** One desk from its first call to its last. */
export interface Story {
  /** `new`: nobody has set it up yet. */
  readonly desk: 'prepared' | 'new'
  readonly deeds: readonly Deed[]
}

/** Stories of up to so many deeds. */
export function storyOf(longest: number): fc.Arbitrary<Story> {
  return fc.record({
    desk: fc.oneof(
      { weight: 7, arbitrary: fc.constant('prepared' as const) },
      { weight: 1, arbitrary: fc.constant('new' as const) },
    ),
    deeds: fc.noBias(fc.array(deed, { minLength: 1, maxLength: longest, size: 'max' })),
  })
}
