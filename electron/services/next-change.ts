/** Lets any number of callers wait for the next change of something that is followed from afar. */
export class NextChange {
  private wake: () => void = () => {}
  private next = this.make()

  /** Resolves at the next announcement. */
  wait(): Promise<void> {
    return this.next
  }

  announce(): void {
    const { wake } = this
    this.next = this.make()
    wake()
  }

  private make(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve
    })
  }
}
