import fc from 'fast-check'
import type { z } from 'zod'
import { type Draft, type Place, wantedFor } from './wanted'
import { hostileTexts, plausibleTexts } from './values'

/**
 * What a schema of the contract takes, drawn at random. Derived from the schema itself, so that a new call is
 * fuzzed from its first day. Understands the parts of zod that the contract uses.
 * @throws {Error} for any other, naming channel and place.
 */
export function draftOf(schema: z.ZodType, at: Place): fc.Arbitrary<Draft> {
  return wantedFor(at, schema) ?? drafted(schema, at)
}

function drafted(schema: z.ZodType, at: Place): fc.Arbitrary<Draft> {
  const definition = definitionOf(schema)
  switch (definition.type) {
    case 'object':
      return objectDraft(definition, at)
    case 'string':
      return textDraft(schema)
    case 'number':
      return numberDraft(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'literal':
      return fc.constantFrom(...definition.values)
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries))
    case 'union':
      return fc.oneof(...definition.options.map((option) => draftOf(option, at)))
    case 'array':
      return listDraft(schema, draftOf(definition.element, below(at, '[]')))
    case 'record':
      return recordDraft(definition, at)
    case 'readonly':
      return draftOf(definition.innerType, at)
    case 'nullable':
      return fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 3, arbitrary: draftOf(definition.innerType, at) },
      )
    case 'optional':
    case 'default':
      return draftOf(definition.innerType, at)
    case 'pipe':
      // Texts are trimmed and bounded in several steps: what fits is told by all of them together.
      return startOf(schema) === 'string' ? textDraft(schema) : draftOf(definition.in, at)
    default:
      throw new Error(
        `${at.channel} has no generator: ${at.path.join('.') || 'its payload'} is a ${schema._zod.def.type}`,
      )
  }
}

/** The parts of zod's definitions that are read here. */
type Definition =
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.ZodType>> }
  | { readonly type: 'literal'; readonly values: readonly unknown[] }
  | { readonly type: 'enum'; readonly entries: Readonly<Record<string, unknown>> }
  | { readonly type: 'union'; readonly options: readonly z.ZodType[] }
  | { readonly type: 'array'; readonly element: z.ZodType }
  | { readonly type: 'record'; readonly keyType: z.ZodType; readonly valueType: z.ZodType }
  | { readonly type: 'optional' | 'nullable' | 'default' | 'readonly'; readonly innerType: z.ZodType }
  | { readonly type: 'pipe'; readonly in: z.ZodType; readonly out: z.ZodType }
  | { readonly type: 'string' | 'number' | 'boolean' | 'null' }

export function definitionOf(schema: z.ZodType): Definition {
  return schema._zod.def as unknown as Definition
}

export function below({ channel, path }: Place, name: string): Place {
  return { channel, path: [...path, name] }
}

function objectDraft({ shape }: Extract<Definition, { type: 'object' }>, at: Place): fc.Arbitrary<Draft> {
  const members = Object.entries(shape).map(([name, schema]) => [name, draftOf(schema, below(at, name))] as const)
  const requiredKeys = Object.entries(shape).flatMap(([name, schema]) => (isOptional(schema) ? [] : [name]))
  return fc.record(Object.fromEntries(members), { requiredKeys })
}

export function isOptional(schema: z.ZodType): boolean {
  return ['optional', 'default'].includes(definitionOf(schema).type)
}

/** The smallest and the largest a check lets through: a number's value, a text's or a list's length. */
export interface Bounds {
  readonly least: number | null
  readonly most: number | null
}

/** What all steps of a schema together ask of a size. */
export function boundsOf(schema: z.ZodType): Bounds {
  const found = stepsOf(schema).flatMap(
    (step) => (step._zod.def as { checks?: { _zod: { def: Check } }[] }).checks ?? [],
  )
  const checks = found.map((check) => check._zod.def)
  const least = checks.flatMap(({ check, minimum, value }) =>
    check === 'min_length' ? [minimum] : check === 'greater_than' ? [value] : [],
  )
  const most = checks.flatMap(({ check, maximum, value }) =>
    check === 'max_length' ? [maximum] : check === 'less_than' ? [value] : [],
  )
  return {
    least: least.length > 0 ? Math.max(...least.map(Number)) : null,
    most: most.length > 0 ? Math.min(...most.map(Number)) : null,
  }
}

interface Check {
  readonly check: string
  readonly minimum?: number
  readonly maximum?: number
  readonly value?: number
}

/** The steps a value goes through, in order. */
function stepsOf(schema: z.ZodType): readonly z.ZodType[] {
  const definition = definitionOf(schema)
  return definition.type === 'pipe' ? [...stepsOf(definition.in), ...stepsOf(definition.out)] : [schema]
}

function startOf(schema: z.ZodType): string {
  const [first] = stepsOf(schema)
  return first ? definitionOf(first).type : ''
}

/** Letters that every text of the contract takes, user names too. */
const letters = [...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789._-@äßñøł李م']

/** Bounds that are worth filling to the brim; what is longer is told by hostile payloads. */
const longestFilled = 4000

function textDraft(schema: z.ZodType): fc.Arbitrary<Draft> {
  const { least, most } = boundsOf(schema)
  const fits = (text: string) => schema.safeParse(text).success
  const ofLength = (minLength: number, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength, size: 'max' })
  const shortest = Math.max(least ?? 0, 0)
  const brims = most !== null && most <= longestFilled ? [ofLength(most, most)] : []
  const texts = [...plausibleTexts, ...hostileTexts].filter(fits)
  const plausible = texts.length > 0 ? [{ weight: 6, arbitrary: fc.constantFrom(...texts) }] : []
  return fc.oneof(
    ...plausible,
    { weight: 2, arbitrary: ofLength(shortest, Math.min(most ?? 20, Math.max(shortest, 20))).filter(fits) },
    ...[ofLength(shortest, shortest), ...brims].map((arbitrary) => ({ weight: 1, arbitrary: arbitrary.filter(fits) })),
  )
}

function numberDraft(schema: z.ZodType): fc.Arbitrary<Draft> {
  const { least, most } = boundsOf(schema)
  const isWhole = (schema._zod.def as { format?: string }).format === 'safeint'
  const [min, max] = [least ?? -1_000_000, most ?? 1_000_000]
  const small = fc.integer({ min, max: Math.min(max, min + 60) })
  return isWhole
    ? fc.oneof(small, small, fc.integer({ min, max }))
    : fc.oneof(small, fc.double({ noNaN: true, noDefaultInfinity: true }))
}

function listDraft(schema: z.ZodType, element: fc.Arbitrary<Draft>): fc.Arbitrary<Draft> {
  const { least, most } = boundsOf(schema)
  const minLength = least ?? 0
  const few = fc.array(element, { minLength, maxLength: Math.min(most ?? minLength + 5, minLength + 5) })
  if (most === null) return few
  const full = fc.array(element, { minLength: most, maxLength: most, size: 'max' })
  return fc.oneof({ weight: 30, arbitrary: few }, { weight: 1, arbitrary: full })
}

function recordDraft({ keyType, valueType }: Extract<Definition, { type: 'record' }>, at: Place): fc.Arbitrary<Draft> {
  const value = draftOf(valueType, below(at, '[]'))
  const key = draftOf(keyType, below(at, '[]')) as fc.Arbitrary<string>
  return fc.dictionary(key, value, { maxKeys: 4 })
}
