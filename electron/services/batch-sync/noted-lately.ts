import type { SyncFile, SyncNote } from '../../../shared/model'

/**
 * What runs of this program have noted. A schedule that meets the same again has nothing new to say about it and
 * writes nothing: a bureau that is asked every quarter of an hour would fill the journal with it.
 */
export class NotedLately {
  private readonly said = new Map<string, string>()

  /** False when just that was noted of the order last. */
  isNews({ order, outcome, text }: SyncNote): boolean {
    return this.said.get(order) !== `${outcome} ${text}`
  }

  /** It is durable now. */
  take({ order, outcome, text }: SyncNote): void {
    this.said.set(order, `${outcome} ${text}`)
  }

  /** False when just that was noted of the file last. */
  isNewsOfFile({ name, outcome, reason }: SyncFile): boolean {
    return this.said.get(fileSubject(name)) !== `${outcome} ${reason}`
  }

  takeFile({ name, outcome, reason }: SyncFile): void {
    this.said.set(fileSubject(name), `${outcome} ${reason}`)
  }

  /** The file is put away: what comes under that name next is another one. */
  dropFile(name: string): void {
    this.said.delete(fileSubject(name))
  }

  /** A person looks: whatever they meet is told to them. */
  forget(): void {
    this.said.clear()
  }
}

/** Files have names like orders have numbers; one is not taken for the other. */
function fileSubject(name: string): string {
  return `file ${name}`
}
