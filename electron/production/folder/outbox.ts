import type { Exchange } from './exchange'
import type { OrderFile } from './order-file'
import { Stopped, unlessStopped } from './stopping'

/** What became of putting an order file into outbox. */
export type Placing =
  | { readonly kind: 'placed' }
  /** It certainly is not there. */
  | { readonly kind: 'not-there'; readonly error: unknown }
  /** It is there, or may be. */
  | { readonly kind: 'unsure'; readonly error: unknown }

/**
 * Puts an order file into outbox, complete or not at all. One that is there with the same bytes is left; what
 * an earlier attempt at the same file left behind is removed. Asked to stop, it stops waiting at once, also
 * for a drive that does not answer; the one call it waited for goes on behind.
 */
export async function place(exchange: Exchange, { name, bytes }: OrderFile, signal: AbortSignal): Promise<Placing> {
  const { files, ids } = exchange
  const path = exchange.path('outbox', name)
  const temporary = exchange.path('outbox', `.${name}.${ids.random()}.part`)
  let writing: Promise<void> = Promise.resolve()
  // A file of this name is of this batch: then the orders left at an earlier time, whatever happens now.
  let earlier = false
  try {
    const there = await unlessStopped(signal, files.look(path))
    earlier = there?.kind === 'file'
    const same = earlier && there?.bytes === bytes.length && (await unlessStopped(signal, holds()))
    if (!same) {
      await unlessStopped(signal, exchange.dropLeftBehind('outbox', `.${name}.`))
      writing = exchange.writeTemporary(temporary, bytes)
      await unlessStopped(signal, writing)
    }
    if (signal.aborted) throw new Stopped('asked to stop')
    if (!same) {
      const error = await renamed()
      if (error !== null) return error
    }
  } catch (error) {
    const dropped = writing.catch(() => {}).then(() => exchange.drop(temporary))
    if (!(error instanceof Stopped)) await dropped
    return { kind: earlier ? 'unsure' : 'not-there', error }
  }
  try {
    await unlessStopped(signal, files.flushFolder(exchange.path('outbox')))
    return { kind: 'placed' }
  } catch (error) {
    return { kind: 'unsure', error }
  }

  async function holds(): Promise<boolean> {
    // A file that cannot be read is replaced.
    const found = await exchange.read('outbox', name, bytes.length + 1).catch(() => null)
    return found?.equals(bytes) ?? false
  }

  /** `null` when it was; otherwise what that means. A network drive may say no to what it has done. */
  async function renamed(): Promise<Placing | null> {
    try {
      await unlessStopped(signal, files.rename(temporary, path))
      return null
    } catch (error) {
      const still = error instanceof Stopped ? null : await files.look(temporary).catch(() => null)
      if (still !== null) throw error
      return { kind: 'unsure', error }
    }
  }
}
