import fc from 'fast-check'
import type { z } from 'zod'
import { boundsOf, definitionOf } from './derive'
import { hush } from './secrets'
import { hostileValues, strangeMembers } from './values'
import { place } from './wanted'

/** What is wrong with a payload that would otherwise do. */
const ways = [
  'member missing',
  'member no form has',
  'other type',
  'one past its bound',
  'doubled',
  'null',
  'undefined',
  'one more',
  'one less',
  'something else’s',
  'written otherwise',
] as const

/** One flaw: at the place with that number, drawn when nobody knows yet what the payload looks like. */
export interface Flaw {
  readonly way: (typeof ways)[number] | 'hostile'
  readonly at: number
  readonly which: number
}

export const smallFlaw: fc.Arbitrary<Flaw> = fc.record({ way: fc.constantFrom(...ways), at: place, which: place })
export const hostileFlaw: fc.Arbitrary<Flaw> = fc.record({
  way: fc.constant('hostile' as const),
  at: place,
  which: place,
})

/** A member of a payload: where it is and what its schema says, as far as that is known. */
interface Spot {
  readonly holder: Record<string, unknown> | unknown[]
  readonly name: string
  readonly schema: z.ZodType | null
}

/** The payload with its flaws; `strangers` are ids that exist, of any kind. */
export function flawed(
  payload: unknown,
  schema: z.ZodType | null,
  flaws: readonly Flaw[],
  strangers: readonly string[],
): unknown {
  // The payload itself is a member of something, so that it can be replaced like any other.
  const top = { payload }
  for (const flaw of flaws) {
    const spots = [...spotsOf(top, schema)]
    const spot = spots[flaw.at % spots.length]
    if (spot) apply(spot, flaw, strangers)
  }
  return top.payload
}

function* spotsOf(top: { payload: unknown }, schema: z.ZodType | null): Generator<Spot> {
  yield { holder: top, name: 'payload', schema }
  yield* within(top.payload, schema, 0)
}

/** Long lists are all alike: a few of their members stand for the rest. */
const mostMembers = 12

function* within(value: unknown, schema: z.ZodType | null, depth: number): Generator<Spot> {
  if (!isPlain(value) || depth > 5) return
  const holder = value as Record<string, unknown>
  for (const name of Object.keys(holder).slice(0, mostMembers)) {
    const inner = schema && memberSchema(schema, value, name)
    yield { holder, name, schema: inner }
    yield* within(holder[name], inner, depth + 1)
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value))
}

function memberSchema(schema: z.ZodType, value: unknown, name: string): z.ZodType | null {
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object':
      return Object.hasOwn(definition.shape, name) ? (definition.shape[name] ?? null) : null
    case 'array':
      return definition.element
    case 'record':
      return definition.valueType
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return memberSchema(definition.innerType, value, name)
    case 'pipe':
      return memberSchema(definition.in, value, name)
    case 'union': {
      // Looked at as a copy: what is read-only by its schema is frozen when it is parsed, also when it does not fit.
      const fitting = definition.options.find((option) => option.safeParse(structuredClone(value)).success)
      return fitting ? memberSchema(fitting, value, name) : null
    }
    default:
      return null
  }
}

function apply({ holder, name, schema }: Spot, { way, which }: Flaw, strangers: readonly string[]): void {
  const target = holder as Record<string, unknown>
  const value = target[name]
  if (way === 'member missing') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1)
    else delete target[name]
  } else if (way === 'member no form has') {
    const object = isPlain(value) && !Array.isArray(value) ? value : holder
    const strange = strangeMembers[which % strangeMembers.length] ?? ''
    // What stands in a list under a number is one of its members, and no secret.
    put(object as object, Array.isArray(object) ? `${strange} of a list` : strange, hush)
  } else {
    put(holder, name, insteadOf(value, schema, { way, which }, strangers))
  }
}

/** As own data, also where the name is one that objects have already. */
function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
}

type Replacing = { readonly way: Exclude<Flaw['way'], 'member missing' | 'member no form has'>; readonly which: number }

function insteadOf(
  value: unknown,
  schema: z.ZodType | null,
  { way, which }: Replacing,
  strangers: readonly string[],
): unknown {
  switch (way) {
    case 'other type':
      return otherType(value, which)
    case 'one past its bound':
      return schema ? pastBound(schema, value, which) : undefined
    case 'doubled':
      return Array.isArray(value) ? [...value, ...value] : [value]
    case 'null':
      return null
    case 'undefined':
      return undefined
    case 'one more':
      return typeof value === 'number' ? value + 1 : `${textOf(value)}0`
    case 'one less':
      return typeof value === 'number' ? value - 1 : textOf(value).slice(0, -1)
    case 'something else’s':
      return strangers[which % strangers.length]
    case 'written otherwise':
      return otherwise(textOf(value), which)
    case 'hostile':
      return hostileValues[which % hostileValues.length]?.make()
  }
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : String(value)
}

function otherType(value: unknown, which: number): unknown {
  const others = [typeof value === 'string' ? 7 : '7', true, [], {}, [value], { value }]
  return others[which % others.length]
}

/** One below the least or one above the most that the schema lets through: a number, or a length. */
function pastBound(schema: z.ZodType, value: unknown, which: number): unknown {
  const { least, most } = boundsOf(unwrapped(schema))
  const size = which % 2 === 0 && most !== null ? most + 1 : (least ?? 0) - 1
  if (typeof value === 'number') return size
  const length = Math.max(0, size)
  if (Array.isArray(value)) return Array.from({ length }, (_, index) => value[index % Math.max(1, value.length)])
  return 'x'.repeat(length)
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const definition = definitionOf(schema)
  return 'innerType' in definition ? unwrapped(definition.innerType) : schema
}

function otherwise(text: string, which: number): string {
  const forms = [
    text.toUpperCase(),
    text.toLowerCase(),
    ` ${text} `,
    text.normalize('NFD'),
    `${text}\u0000`,
    text.replace(/0/g, '０'),
  ]
  return forms[which % forms.length] ?? text
}
