/** It was asked to stop. What was under way at the disk goes on by itself. */
export class Stopped extends Error {
  override name = 'Stopped'
}

/**
 * Waits for work at a disk that may never answer, but not beyond the moment it is asked to stop. The work
 * itself cannot be called back; whatever becomes of it then is nobody's.
 *
 * @throws {Stopped}
 */
export function unlessStopped<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Stopped('asked to stop'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
