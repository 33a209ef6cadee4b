import { t } from '../../../shared/texts'
import { breather } from '../../breathe'
import { codeOf, type FileFacts } from '../../files'
import type { Clock } from '../../ports'
import type { BureauWord } from '../port'
import { checksumOf } from './checksum'
import { type Exchange, formOf, type SubFolder } from './exchange'
import { problemOf } from './problems'
import { readStatusFile } from './status-file'
import { limits } from './status-limits'
import { Unreadable } from './unreadable'

/** A file as it was read, so that it is known again. */
export interface Seen {
  readonly name: string
  readonly facts: FileFacts
  /** The checksum of its bytes; `null` when they were not read. */
  readonly print: string | null
}

/** What a status file turned out to be. */
export type Reading =
  | { readonly kind: 'sound'; readonly seen: Seen; readonly checksum: string; readonly words: readonly BureauWord[] }
  /** It cannot be taken in. */
  | { readonly kind: 'broken'; readonly seen: Seen; readonly reason: string }
  /** It cannot be taken in, but may still be being written. */
  | { readonly kind: 'young' }
  /** Nobody knows what it is: the disk refused to say. */
  | { readonly kind: 'unread'; readonly reason: string }
  /** Somebody took it away. */
  | { readonly kind: 'gone' }

/** How long a broken file may still be being written: 60 s after it changed last. */
const settling = 60_000

/** Reads one status file and changes nothing. */
export async function readStatus(exchange: Exchange, clock: Clock, folder: SubFolder, name: string): Promise<Reading> {
  try {
    const facts = await exchange.files.look(exchange.path(folder, name))
    // A name that is no Unicode cannot be said back to the system: it is listed, and never found.
    if (facts === null)
      return name.includes('\u{fffd}')
        ? { kind: 'unread', reason: t('folderExchange.moving.unreadableName') }
        : { kind: 'gone' }
    if (facts.kind !== 'file')
      return {
        kind: 'broken',
        seen: { name, facts, print: null },
        reason: t(`folderExchange.faults.${facts.kind}`),
      }
    const broken = (reason: string, print: string | null): Reading => {
      // A clock that is behind that of the disk by more is no reason to wait for it.
      const young = Math.abs(clock.now() - facts.changed) < settling
      return young ? { kind: 'young' } : { kind: 'broken', seen: { name, facts, print }, reason }
    }
    if (facts.bytes > limits.file) return broken(tooBig(), null)
    const bytes = await exchange.read(folder, name, limits.file + 1)
    if (bytes.length > limits.file) return broken(tooBig(), null)
    const print = await checksumOf(bytes, breather())
    try {
      const { checksum, words } = await readStatusFile(bytes, formOf(name) ?? 'json')
      return { kind: 'sound', seen: { name, facts, print }, checksum, words }
    } catch (error) {
      if (error instanceof Unreadable) return broken(error.message, print)
      throw error
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'gone' }
    return {
      kind: 'unread',
      reason: t('folderExchange.moving.unreadable', { problem: problemOf(error, exchange.root) }),
    }
  }
}

const tooBig = () => t('folderExchange.faults.tooBig', { most: limits.file / 1024 / 1024 })

/** True when what lies there is what was seen. Errors are those of `Files`. */
export async function isSeen(exchange: Exchange, folder: SubFolder, name: string, { facts, print }: Seen) {
  const now = await exchange.files.look(exchange.path(folder, name))
  if (now === null || now.kind !== facts.kind) return false
  if (print === null) return now.kind !== 'file' || (now.bytes === facts.bytes && now.changed === facts.changed)
  return (await checksumOf(await exchange.read(folder, name, limits.file + 1), breather())) === print
}
