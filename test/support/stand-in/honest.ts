import { EventEmitter } from 'node:events'
import { implement, listed, use } from './known.ts'
import { partOf } from './parts.ts'

// Everything of Electron that the stand-in hands out is made here, and gives what the list says and nothing else. Using
// anything else fails with a sentence that names the part, rather than with `undefined` somewhere later.

/** What the language itself asks of any object. */
const everyObject = new Set<PropertyKey>(['then', 'toJSON', 'constructor', 'prototype'])
/** What every emitter has; whoever listens must name an event that is on the list. */
const everyEmitter = new Set<PropertyKey>(['on', 'once', 'off', 'removeListener'])

/**
 * Gives out an imitation. It must have what the list says of its owner, and nothing else but what is named as the
 * stand-in's own, which the application cannot reach.
 */
export function honest<Imitation extends object>(
  owner: string,
  imitation: Imitation,
  own: readonly (keyof Imitation)[] = [],
): Imitation {
  implement(
    owner,
    membersOf(imitation).filter((name) => !own.includes(name as keyof Imitation)),
  )
  return fenced(owner, imitation)
}

/** Gives out a class whose instances are honest, too: `new Name` makes one, and what it has is `Name#…`. */
export function honestClass<Class extends new (...values: never[]) => object>(
  name: string,
  imitation: Class,
  own: readonly (keyof InstanceType<Class>)[],
): Class {
  implement('new', [name])
  implement(name, [])
  return new Proxy(fenced(name, imitation), {
    construct(_target, values) {
      use(partOf('new', name))
      return honest(`${name}#`, Reflect.construct(imitation, values) as InstanceType<Class>, own)
    },
  })
}

/** A part of Electron of which nothing is imitated: it is there by name, and whatever is done with it fails. */
export function absent(name: string): never {
  const fail = () => use(name)
  return new Proxy(fenced(name, class {}), { construct: fail as () => never, apply: fail }) as never
}

/** The names of what an object has, its class included; private ones begin with `_`, as those of emitters do. */
function membersOf(imitation: object): readonly string[] {
  const found = new Set<string>()
  for (
    let level = imitation;
    level && level !== Object.prototype && level !== HonestEmitter.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const name of Object.getOwnPropertyNames(level)) found.add(name)
  }
  return [...found].filter((name) => name !== 'constructor' && !name.startsWith('_'))
}

function fenced<Imitation extends object>(owner: string, imitation: Imitation): Imitation {
  const isEmitter = imitation instanceof EventEmitter
  const proxy = new Proxy(imitation, {
    get(target, property) {
      const isFree = typeof property === 'symbol' || everyObject.has(property)
      if (isFree) return Reflect.get(target, property, target)
      if (!(isEmitter && everyEmitter.has(property))) use(partOf(owner, property))
      const value: unknown = Reflect.get(target, property, target)
      if (typeof value !== 'function') return value
      return (...values: unknown[]) => {
        const answer: unknown = value.apply(target, values)
        return answer === target ? proxy : answer
      }
    },
    set(_target, property) {
      use(`setting ${partOf(owner, String(property))}`)
      return false
    },
    deleteProperty(_target, property) {
      use(`deleting ${partOf(owner, String(property))}`)
      return false
    },
  })
  return proxy
}

/** Names of one kind that the stand-in knows: the options of a call, the roles of a menu, the paths. */
export class Names<Name extends string> {
  readonly #owner: string

  constructor(owner: string, names: readonly Name[]) {
    this.#owner = owner
    implement(owner, names)
  }

  /** Fails on a name that the stand-in does not know. */
  take(name: string): Name {
    use(partOf(this.#owner, name))
    return name as Name
  }

  /** Fails on an option that the stand-in would ignore silently. */
  takeAll(options: object): void {
    for (const name of Object.keys(options)) this.take(name)
  }
}

/** An emitter that takes listeners only for the events that it emits. */
export class HonestEmitter extends EventEmitter {
  readonly #owner: string

  /** The events are those of the list under `name event`. */
  constructor(name: string, events: readonly string[]) {
    super()
    this.#owner = `${name} event`
    implement(this.#owner, events)
  }

  override on(event: string, listener: (...values: never[]) => void): this {
    this.#expect(event)
    return super.on(event, listener as (...values: unknown[]) => void)
  }

  override once(event: string, listener: (...values: never[]) => void): this {
    this.#expect(event)
    return super.once(event, listener as (...values: unknown[]) => void)
  }

  /** An event is used when it reaches somebody. */
  override emit(event: string, ...values: unknown[]): boolean {
    if (this.listenerCount(event) > 0) use(partOf(this.#owner, event))
    return super.emit(event, ...values)
  }

  /** An event that never happens here is used by waiting for it. */
  #expect(event: string): void {
    const part = partOf(this.#owner, event)
    const row = listed(part)
    if (!row || row.neverHappens) use(part)
  }
}

/** An event that a listener may prevent. https://www.electronjs.org/docs/latest/api/app#event-before-quit */
export class PreventableEvent {
  /** What the application gets of it. */
  readonly given: object
  #prevented = false

  /** What is told beside `preventDefault` must be what the list has of the owner. */
  constructor(owner = 'Event#', told: object = {}) {
    this.given = honest(owner, {
      ...told,
      preventDefault: () => {
        this.#prevented = true
      },
    })
  }

  get defaultPrevented(): boolean {
    return this.#prevented
  }
}
