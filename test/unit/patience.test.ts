import { describe, expect, it } from 'vitest'
import { patiently } from '../../electron/patience'
import { failure } from '../support/faulty-files'

/** Fails with these codes, one after the other, and then answers how often it was asked. */
function failing(...codes: readonly string[]) {
  let asked = 0
  return async () => {
    const code = codes[asked]
    asked += 1
    if (code !== undefined) throw failure(code)
    return asked
  }
}

describe('What Windows refuses for a moment', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('with %s is tried again until it works', async (code) => {
    expect(await patiently(failing(code, code), [0, 0, 0])).toBe(3)
  })

  it('is done once when nothing is in the way', async () => {
    expect(await patiently(failing(), [0])).toBe(1)
  })

  it('fails as it did when it is refused for long', async () => {
    const work = failing('EPERM', 'EBUSY', 'EACCES', 'ENOSPC')
    await expect(patiently(work, [0, 0])).rejects.toMatchObject({ code: 'EACCES' })
  })

  it.each(['ENOSPC', 'ENOENT', 'EIO'])('is not what %s says: that is told at once', async (code) => {
    await expect(patiently(failing(code), [0, 0])).rejects.toMatchObject({ code })
  })
})
