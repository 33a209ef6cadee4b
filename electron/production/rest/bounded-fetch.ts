/** Longest answer, in bytes as they are after decompression; a longer one counts as none. */
export const mostBytes = 256 * 1024

/** Statuses whose answers have no body: https://fetch.spec.whatwg.org/#null-body-status */
const withoutBody: readonly number[] = [204, 205, 304]
/** The highest status a `Response` can have. A higher one means as little as this one: try again later. */
const highestStatus = 599

/**
 * `fetch` that resolves when the whole answer is there, so that whoever waits for it and gives up after a
 * time gives up on slow bodies, too. Never reads more than `mostBytes`; what is longer comes as empty.
 */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const status = Math.min(response.status, highestStatus)
  const body = await readBounded(response.body)
  return new Response(withoutBody.includes(status) ? null : body, { status, headers: response.headers })
}

async function readBounded(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  // Leaving the loop early ends the stream and its connection.
  for await (const part of stream ?? []) {
    length += part.byteLength
    if (length > mostBytes) return new Uint8Array()
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
