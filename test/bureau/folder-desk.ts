import { lstat, mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { chance, shuffled } from './chance.ts'
import type { LedgerEntry } from './ledger.ts'
import type { Manners } from './options.ts'
import { readOrderFile, Unreadable } from './order-file.ts'
import { earlierWords, noteOf, type Word } from './production-line.ts'
import { rubbishFile } from './rubbish.ts'
import { type Status, statusCsv, statusJson } from './status-file.ts'
import type { Say, Works } from './works.ts'

/** Statuses in one file: far below what a desk takes, so that a run has several files to read. */
const statusesInFile = 500
/** How far back rubbish is dated: a desk leaves alone what might still be being written. */
const rubbishAge = 2 * 60 * 1000
/** The share of files in which an order is mentioned with an earlier word, too, when answers are shuffled. */
const backwardsShare = 0.2

/** The bureau's side of an exchange folder. */
export class FolderDesk {
  private readonly folder: string
  private readonly works: Works
  private readonly manners: Manners
  private readonly say: Say
  private files = 0

  constructor(folder: string, works: Works, manners: Manners, say: Say) {
    this.folder = folder
    this.works = works
    this.manners = manners
    this.say = say
  }

  /** Takes every order file there is, and takes it away once its orders are in the ledger. */
  async takeOrders(): Promise<void> {
    const outbox = join(this.folder, 'outbox')
    for (const name of await namesIn(outbox)) {
      const path = join(outbox, name)
      if (!(await lstat(path)).isFile()) continue
      try {
        await this.works.take(readOrderFile(name, await readFile(path)), 'folder')
        await rm(path, { force: true })
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        await makeFolder(join(this.folder, 'unreadable'))
        await rename(path, join(this.folder, 'unreadable', name))
        this.say(`${name} cannot be read and was put into unreadable: ${error.message}`)
      }
    }
  }

  /** Tells the desk every word it was not told yet. */
  async giveStatuses(): Promise<void> {
    const untold = this.works.untold()
    for (let place = 0; place < untold.length; place += statusesInFile) {
      const entries = untold.slice(place, place + statusesInFile)
      await this.giveFile(entries)
      await this.works.told(entries.map(({ order, reached }) => ({ order, word: reached })))
    }
  }

  private async giveFile(entries: readonly (LedgerEntry & { readonly reached: Word })[]): Promise<void> {
    const { seed, csv, twice, rubbish, shuffle } = this.manners
    const created = new Date().toISOString()
    const stamp = created.replaceAll(/\D/g, '')
    this.files += 1
    const name = `status-${stamp}-${String(this.files).padStart(6, '0')}`
    const inOrder = entries.map((entry) => statusOf(entry, entry.reached))
    const statuses = shuffle ? shuffled([...inOrder, ...this.backwards(entries, name)], seed, name) : inOrder
    const content = csv ? statusCsv(statuses) : statusJson(statuses, created)
    const ending = csv ? 'csv' : 'json'
    await this.write(`${name}.${ending}`, content)
    if (chance(seed, 'twice', name) < twice) await this.write(`${name}-again.${ending}`, content)
    if (chance(seed, 'rubbish', name) < rubbish) {
      const broken = rubbishFile(statuses, created, seed, name)
      // Every other one is as old as a desk wants it before it gives up on a file.
      const age = this.files % 2 === 0 ? rubbishAge : 0
      await this.write(`${name}-rubbish.${broken.ending}`, broken.content, age)
    }
  }

  /** Words that are no longer true, which a desk has to recognise. */
  private backwards(entries: readonly (LedgerEntry & { readonly reached: Word })[], name: string): readonly Status[] {
    return entries.flatMap((entry) => {
      if (chance(this.manners.seed, 'backwards', name, entry.order) >= backwardsShare) return []
      return earlierWords(entry.fate, entry.reached).map((word) => statusOf(entry, word))
    })
  }

  /** Complete or not at all: under a name nobody looks at, flushed, then renamed. */
  private async write(name: string, content: string, age = 0): Promise<void> {
    const inbox = join(this.folder, 'inbox')
    await makeFolder(inbox)
    const temporary = join(inbox, `.${name}.part`)
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    const then = new Date(Date.now() - age)
    await utimes(temporary, then, then)
    await rename(temporary, join(inbox, name))
  }
}

function statusOf(entry: LedgerEntry, word: Word): Status {
  const { order, fate, made, validThrough, personName } = entry
  const note = noteOf(fate, word)
  if (word !== 'PRODUCED' || made === null) return { order, status: word, ...(note && { note }) }
  const { cardNumber, productionDate, chip } = made
  return { order, status: word, note, cardNumber, productionDate, validThrough, personName, chip }
}

/** Names of files that are complete, in order; none while there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((name) => !name.startsWith('.') && /\.(json|csv)$/.test(name)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Makes a folder in one that is there. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
