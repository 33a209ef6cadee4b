import { implement, namesOf, notImitated } from './known.ts'
import { apiPages } from './parts.ts'

/**
 * The two scripts that run in a window before anything of the page. They are written as functions and
 * sent to the browser as text, so they use nothing from outside themselves.
 *
 * Context isolation is the browser's own: the preload script runs in an isolated world, whose objects
 * the page cannot reach, and the binding to main exists in that world alone. The page gets what
 * `contextBridge` exposes, through a message port that only these scripts hold.
 * https://www.electronjs.org/docs/latest/tutorial/context-isolation
 * Limits: values cross as structured clones; functions cross as top-level members of the exposed object
 * and as arguments and answers of calls, not deeper; every exposed function answers with a promise,
 * which is what a function of the other world does in Electron only when it answers with one.
 */

/** What a preload script may require of Electron. The isolated world has no other way to know the list. */
const modules = ['contextBridge', 'ipcRenderer'] as const
type Module = (typeof modules)[number]

/** What the isolated world is told. */
interface Told {
  readonly event: string
  readonly toMain: string
  readonly fromMain: string
  /** The names that the list has of each module. */
  readonly listed: Readonly<Record<Module, readonly string[]>>
  /** What is said of a part that is not on the list, which stands in it as `PART` and its page as `PAGE`. */
  readonly sentence: string
}

/** The isolated world, as DevTools shows it in Electron. */
export const isolatedWorld = 'Electron Isolated Context'
/** The binding of the isolated world to main, and how main speaks to that world. */
export const toMain = '__standInToMain'
export const fromMain = '__standInFromMain'

const handshake = 'stand-in-handshake'

interface Exposed {
  readonly key: string
  readonly functions: readonly string[]
  readonly values: Record<string, unknown>
}
type PortMessage =
  | { kind: 'call'; id: number; key: string; name: string; values: unknown[]; callbacks: Record<number, number> }
  | { kind: 'answer'; id: number; value?: unknown; fn?: number; error?: string }
  | { kind: 'callback'; fn: number; values: unknown[] }
  | { kind: 'invoke-returned'; id: number; fn: number }

/** The page's side of the bridge. */
function mainWorld(event: string): void {
  if (window !== window.top) return
  const answers = new Map<number, (message: Extract<PortMessage, { kind: 'answer' }>) => void>()
  const callbacks = new Map<number, (...values: unknown[]) => void>()
  let next = 1

  function expose(port: MessagePort, api: Exposed): void {
    const face: Record<string, unknown> = { ...api.values }
    const send = (message: PortMessage) => port.postMessage(message)
    const settle = (id: number) =>
      new Promise((resolve, reject) => {
        answers.set(id, (message) => {
          if (message.error !== undefined) reject(new Error(message.error))
          else resolve(message.value)
        })
      })
    for (const name of api.functions) {
      face[name] = (...values: unknown[]) => {
        const id = next++
        const passed: Record<number, number> = {}
        const plain = values.map((value, index) => {
          if (typeof value !== 'function') return value
          const fn = next++
          callbacks.set(fn, value as (...values: unknown[]) => void)
          passed[index] = fn
          return null
        })
        send({ kind: 'call', id, key: api.key, name, values: plain, callbacks: passed })
        // A call that hands over a listener answers at once with the function that takes it back;
        // the port keeps the order of both.
        if (Object.keys(passed).length > 0) return () => send({ kind: 'invoke-returned', id: next++, fn: id })
        return settle(id)
      }
    }
    Object.defineProperty(window, api.key, { value: Object.freeze(face), enumerable: true })
    port.addEventListener('message', ({ data }: MessageEvent<PortMessage>) => {
      if (data.kind === 'answer') {
        answers.get(data.id)?.(data)
        answers.delete(data.id)
      } else if (data.kind === 'callback') callbacks.get(data.fn)?.(...data.values)
    })
    port.start()
  }

  const listener = (given: Event) => {
    given.stopImmediatePropagation()
    const { data, ports } = given as MessageEvent<string>
    const [port] = ports
    if (!port) return
    document.removeEventListener(event, listener, true)
    for (const api of JSON.parse(data) as Exposed[]) expose(port, api)
  }
  document.addEventListener(event, listener, true)
  // The isolated world may have started first: ask it to speak again.
  document.dispatchEvent(new Event(`${event}-ready`))
}

/** The isolated world: what a preload script may require, and its other side of the bridge. */
function preloadWorld(
  { event, toMain, fromMain, listed, sentence }: Told,
  preload: (require: (id: string) => unknown, module: object, exports: object) => void,
): void {
  if (window !== window.top) return
  const world = globalThis as unknown as Record<string, (text: string) => void>
  /** Parts that were used and of which main does not know yet. */
  const used = new Set<string>()
  const told = new Set<string>()
  const post = (message: { id: number; channel: string | null; values: unknown[] }) => {
    world[toMain]?.(JSON.stringify({ ...message, used: [...used] }))
    for (const part of used) told.add(part)
    used.clear()
  }
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Set<(event: object, ...values: unknown[]) => void>>()
  const apis: { exposed: Exposed; members: Record<string, (...values: unknown[]) => unknown> }[] = []
  let next = 1

  const imitate = <Part extends object>(name: Module, part: Part): Part => {
    const known = listed[name]
    const wrong = [...known, ...Object.keys(part)].find((each) => !(known.includes(each) && each in part))
    if (wrong !== undefined) throw new Error(`Only the list, or only the stand-in, has ${name}.${wrong}.`)
    return new Proxy(part, {
      get(target, property) {
        if (typeof property === 'symbol') return Reflect.get(target, property)
        if (!known.includes(property)) throw fault(`${name}.${property}`, name)
        if (!told.has(`${name}.${property}`)) used.add(`${name}.${property}`)
        return Reflect.get(target, property)
      },
      set(_target, property) {
        throw fault(`setting ${name}.${String(property)}`, name)
      },
    })
  }
  const fault = (part: string, name: string) => {
    const page = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    return new Error(sentence.replace('PART', `${part} in a preload script`).replace('PAGE', page))
  }

  // https://www.electronjs.org/docs/latest/api/ipc-renderer
  const ipcRenderer = imitate('ipcRenderer', {
    invoke(channel: string, ...values: unknown[]): Promise<unknown> {
      const id = next++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        post({ id, channel, values })
      })
    },
    on(channel: string, listener: (event: object, ...values: unknown[]) => void) {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return ipcRenderer
    },
    off(channel: string, listener: (event: object, ...values: unknown[]) => void) {
      listeners.get(channel)?.delete(listener)
      return ipcRenderer
    },
  })

  // https://www.electronjs.org/docs/latest/api/context-bridge
  const contextBridge = imitate('contextBridge', {
    exposeInMainWorld(key: string, api: Record<string, unknown>): void {
      const functions = Object.keys(api).filter((name) => typeof api[name] === 'function')
      const values = Object.fromEntries(Object.entries(api).filter(([name]) => !functions.includes(name)))
      apis.push({ exposed: { key, functions, values }, members: api as never })
    },
  })

  world[fromMain] = (text: string) => {
    const message = JSON.parse(text)
    if (message.kind === 'answer') {
      const caller = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) caller?.resolve(message.value)
      else caller?.reject(new Error(message.error))
    } else for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.values)
  }

  const electron = new Proxy({ contextBridge, ipcRenderer } as Record<string, object>, {
    get(target, property) {
      const part = Reflect.get(target, property)
      // A bundler asks every module for this.
      if (part === undefined && typeof property === 'string' && property !== '__esModule') {
        throw fault(property, property)
      }
      return part
    },
  })

  preload(
    (id) => {
      if (id === 'electron' || id === 'electron/renderer') return electron
      // https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts
      throw new Error(`A sandboxed preload script cannot require "${id}".`)
    },
    { exports: {} },
    {},
  )
  post({ id: 0, channel: null, values: [] })

  function serve(port: MessagePort): void {
    const returned = new Map<number, unknown>()
    port.addEventListener('message', async ({ data }: MessageEvent<PortMessage>) => {
      if (data.kind === 'invoke-returned') {
        const give = returned.get(data.fn)
        if (typeof give === 'function') give()
        returned.delete(data.fn)
        return
      }
      if (data.kind !== 'call') return
      const values = data.values.map((value, index) => {
        const fn = data.callbacks[index]
        return fn === undefined
          ? value
          : (...given: unknown[]) => port.postMessage({ kind: 'callback', fn, values: given })
      })
      try {
        const member = apis.find(({ exposed }) => exposed.key === data.key)?.members[data.name]
        const value = member?.(...values)
        if (typeof value === 'function') returned.set(data.id, value)
        else port.postMessage({ kind: 'answer', id: data.id, value: await value })
      } catch (error) {
        port.postMessage({ kind: 'answer', id: data.id, error: error instanceof Error ? error.message : String(error) })
      }
    })
    port.start()
  }

  let spoken = false
  const speak = () => {
    if (spoken) return
    const { port1, port2 } = new MessageChannel()
    const said = JSON.stringify(apis.map(({ exposed }) => exposed))
    const given = new MessageEvent(event, { data: said, ports: [port2], cancelable: true })
    let heard = false
    const hear = () => {
      heard = true
    }
    // The page's side stops the event: what still arrives here was heard by nobody.
    document.addEventListener(event, hear)
    document.dispatchEvent(given)
    document.removeEventListener(event, hear)
    if (heard) return
    spoken = true
    document.removeEventListener(`${event}-ready`, speak)
    serve(port1)
  }
  document.addEventListener(`${event}-ready`, speak)
  speak()
}

/** The script for the page's own world. */
export function mainWorldScript(): string {
  return `(${mainWorld.toString()})(${JSON.stringify(handshake)})`
}

/** The script for the isolated world, with the application's preload script inside. */
export function preloadScript(preload: string): string {
  const listed = { contextBridge: namesOf('contextBridge'), ipcRenderer: namesOf('ipcRenderer') }
  for (const name of modules) implement(name, listed[name])
  const told: Told = { event: handshake, toMain, fromMain, listed, sentence: notImitated('PART', `${apiPages}PAGE`) }
  return `(${preloadWorld.toString()})(${JSON.stringify(told)}, function (require, module, exports) {\n${preload}\n})`
}
