import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLog } from '../../electron/logging'
import { errorFacts, whyOf } from '../../electron/ports'
import { FolderUnfit, StoreRefusal } from '../../electron/store'
import { must, password, refused, run, switchOn, TestDesk } from '../support/test-desk'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-desk-log-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

const logs = () => join(folder, 'logs')
const logText = async () => {
  const names = await readdir(logs())
  return (await Promise.all(names.map((name) => readFile(join(logs(), name), 'utf8')))).join('')
}

describe('A slow call', () => {
  /** Lets every look at the stop-watch be later than the one before by that much. */
  function eachLook(milliseconds: number): void {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += milliseconds
      return now
    })
  }

  it('is in the log with its channel and how long it took, and nothing of what was asked', async () => {
    const { test, ada } = await TestDesk.withAdministrator()
    try {
      test.log.lines.length = 0
      eachLook(80)
      refused(await ada.raw('session.signIn', { userName: 'ada', password: 'not-this-one' }))
      vi.restoreAllMocks()
      const slow = test.log.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'slow call')
      expect(slow).toEqual([
        { level: 'warn', event: 'slow call', channel: 'session.signIn', milliseconds: expect.any(Number) },
      ])
      expect(slow[0].milliseconds).toBeGreaterThan(50)
      expect(test.log.lines.join()).not.toContain('not-this-one')
    } finally {
      await test.close()
    }
  })

  it('is none when it is quick, or waits on purpose', async () => {
    const { test, ada } = await TestDesk.withAdministrator()
    try {
      test.log.lines.length = 0
      eachLook(10)
      must(await ada.desk.session.state())
      eachLook(5000)
      must(await ada.desk.data.follow({ after: 0 }))
      must(await ada.desk.settings.checkBureau())
      vi.restoreAllMocks()
      expect(test.log.lines.filter((line) => line.includes('slow call'))).toEqual([])
    } finally {
      await test.close()
    }
  })
})

describe('The log', () => {
  it('is lines of JSON, each with when, how grave and what', async () => {
    openLog(folder).warn('something', { card: 'C-000001' })
    const [line = ''] = (await logText()).trim().split('\n')
    expect(JSON.parse(line)).toEqual({
      at: expect.stringMatching(/Z$/),
      level: 'warn',
      event: 'something',
      card: 'C-000001',
    })
  })

  it('names no path, in which the name of a person may stand', () => {
    const path = '/home/olga.petersen/desk/journal/000000000001.ndjson'
    const failure = { code: 'ENOSPC', syscall: 'write', path }
    const refused = Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), failure)
    for (const error of [refused, new FolderUnfit(`${path} is no folder.`), new StoreRefusal('data-newer', path)]) {
      expect(JSON.stringify([whyOf(error), errorFacts(error)])).not.toContain('olga')
    }
    expect(whyOf(refused)).toBe('ENOSPC write')
    expect(errorFacts(refused).error).toBe('Error: ENOSPC write')
    expect(whyOf(new Error('TC-000001 already has version 2'))).toBe('TC-000001 already has version 2')
  })

  it('is turned over when it is large, so that it never takes more than some megabytes', async () => {
    const log = openLog(folder)
    const longest = 12 * 1024 * 1024
    for (let written = 0; written < 40 * 1024 * 1024; written += 64 * 1024)
      log.info('filler', { text: 'x'.repeat(64 * 1024) })
    log.info('the last one')
    const names = await readdir(logs())
    expect(names.length).toBeGreaterThan(1)
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(logs(), name))).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(longest)
    expect(await logText()).toContain('the last one')
  })

  it('names nobody and repeats nothing of what people type, whatever they do and whatever fails', async () => {
    const { test } = await TestDesk.withAdministrator()
    await test.restart({ log: openLog(folder) })
    try {
      const again = await test.signIn('ada')
      const olga = await test.somebody(again, 'olga', 'operator')
      await test.seed(40)
      await switchOn(again, 'temporary-card', 'general', 'TempCardsAddonExtProdProcOrder')
      const person = {
        employeeNumber: 'E-4711',
        givenName: 'Wilhelmina',
        familyName: 'Quast',
        email: 'wilhelmina@quast.example',
        upn: 'wquast',
        organisationalUnit: 'Secret Gardens',
      }
      must(await olga.desk.persons.add(person))
      refused(await olga.desk.persons.add(person))
      must(
        await run(olga, 'TempCardsAddonExtProdProcOrder', null, [
          { amount: 1, layout: 'Blue', deliveryAddress: 'Hidden Lane 7' },
          {},
        ]),
      )
      refused(await test.window().desk.session.signIn({ userName: 'wilhelmina', password: 'wrong-password-99' }))
      refused(await olga.raw('persons.add', { ...person, givenName: 12 }))
      must(await again.desk.data.verify())
      await test.restart()
    } finally {
      await test.close()
    }
    const text = await logText()
    expect(text).toContain('desk opened')
    const words = [
      'Wilhelmina',
      'Quast',
      'E-4711',
      'Secret Gardens',
      'Hidden Lane',
      'wrong-password',
      password,
      'Ada Brandt',
      'Olga',
      'Petersen',
    ]
    for (const word of words) expect(text.toLowerCase(), word).not.toContain(word.toLowerCase())
  })
})
