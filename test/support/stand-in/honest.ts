import { EventEmitter } from 'node:events'

/** Thrown when the application uses a part of Electron that the stand-in does not imitate. */
export class NotImitated extends Error {
  constructor(part: string) {
    super(
      `The stand-in for Electron does not imitate ${part}. Add it in test/support/stand-in after Electron's documentation.`,
    )
    this.name = 'NotImitated'
  }
}

/**
 * Wraps an imitation so that using a part it lacks fails with a sentence that names the part, rather
 * than with `undefined` somewhere later.
 */
export function honest<Imitation extends object>(name: string, imitation: Imitation): Imitation {
  return new Proxy(imitation, {
    get(target, property) {
      // Symbols and `then` are what the language itself asks of any object.
      if (property in target || typeof property === 'symbol' || property === 'then' || property === 'toJSON') {
        const value = Reflect.get(target, property, target)
        return typeof value === 'function' ? value.bind(target) : value
      }
      throw new NotImitated(`${name}.${property}`)
    },
    set(_target, property) {
      throw new NotImitated(`setting ${name}.${String(property)}`)
    },
  })
}

/** Fails on an option that the stand-in would ignore silently. */
export function onlyKnown(name: string, options: object, known: readonly string[]): void {
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) throw new NotImitated(`the option ${option} of ${name}`)
  }
}

/** An emitter that takes listeners only for the events that the stand-in really emits. */
export class HonestEmitter extends EventEmitter {
  readonly #name: string
  readonly #events: readonly string[]

  constructor(name: string, events: readonly string[]) {
    super()
    this.#name = name
    this.#events = events
  }

  override on(event: string, listener: (...values: never[]) => void): this {
    this.#check(event)
    return super.on(event, listener as (...values: unknown[]) => void)
  }

  override once(event: string, listener: (...values: never[]) => void): this {
    this.#check(event)
    return super.once(event, listener as (...values: unknown[]) => void)
  }

  #check(event: string): void {
    if (!this.#events.includes(event)) throw new NotImitated(`the event ${event} of ${this.#name}`)
  }
}

/** An event that a listener may prevent. https://www.electronjs.org/docs/latest/api/structures/event-object */
export class PreventableEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
