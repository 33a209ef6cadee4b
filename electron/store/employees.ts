/** With a million persons there are a thousand in each, looked through in a microsecond. */
const buckets = 1024
const firstRoom = 8
const growth = 1.5

interface Bucket {
  /** Digests of employee numbers, and at the same place whose they are. */
  readonly digests: Uint32Array
  readonly persons: Float64Array
  count: number
}

/**
 * Who may have which employee number: a digest of 32 bits and the person's number, a tenth of what a map of texts
 * takes. Digests of two numbers may be the same, so whoever is found must be asked.
 */
export class Employees {
  readonly #buckets: (Bucket | undefined)[] = Array.from({ length: buckets })

  /** The persons, by number, who may have that employee number. */
  find(employeeNumber: string): readonly number[] {
    const digest = digestOf(employeeNumber)
    const bucket = this.#buckets[digest % buckets]
    const found: number[] = []
    for (let place = 0; place < (bucket?.count ?? 0); place += 1) {
      if (bucket?.digests[place] === digest) found.push(bucket.persons[place] as number)
    }
    return found
  }

  add(employeeNumber: string, person: number): void {
    const digest = digestOf(employeeNumber)
    const bucket = withRoom(this.#buckets[digest % buckets])
    bucket.digests[bucket.count] = digest
    bucket.persons[bucket.count] = person
    bucket.count += 1
    this.#buckets[digest % buckets] = bucket
  }

  /** Forgets what was added. */
  remove(employeeNumber: string, person: number): void {
    const digest = digestOf(employeeNumber)
    const bucket = this.#buckets[digest % buckets]
    for (let place = 0; bucket && place < bucket.count; place += 1) {
      if (bucket.digests[place] !== digest || bucket.persons[place] !== person) continue
      bucket.count -= 1
      bucket.digests[place] = bucket.digests[bucket.count] as number
      bucket.persons[place] = bucket.persons[bucket.count] as number
      return
    }
  }
}

function withRoom(bucket: Bucket | undefined): Bucket {
  if (bucket && bucket.count < bucket.digests.length) return bucket
  const room = bucket ? Math.ceil(bucket.count * growth) : firstRoom
  const larger = { digests: new Uint32Array(room), persons: new Float64Array(room), count: bucket?.count ?? 0 }
  larger.digests.set(bucket?.digests ?? [])
  larger.persons.set(bucket?.persons ?? [])
  return larger
}

/** FNV-1a over the characters. */
function digestOf(text: string): number {
  let digest = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    digest = Math.imul(digest ^ text.charCodeAt(place), 0x01000193)
  }
  return digest >>> 0
}
