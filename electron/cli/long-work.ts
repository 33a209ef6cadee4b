/**
 * Runs long work of a command: how far it is stands on standard error where that is a terminal, and Ctrl-C stops
 * it. What it had written is removed then, and the error says that it was stopped.
 */
export async function longWork<Value>(
  what: string,
  work: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stopper = new AbortController()
  const stop = () => stopper.abort(new Error(`Stopped. ${what} was not finished.`))
  const terminal = process.stderr.isTTY
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await work((done, total) => {
      if (terminal && total > 0) process.stderr.write(`\r${what}: ${Math.floor((done / total) * 100)} %`)
    }, stopper.signal)
  } finally {
    if (terminal) process.stderr.write('\r\u001b[K')
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
  }
}
