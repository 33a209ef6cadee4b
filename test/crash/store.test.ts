import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { buildProgram } from '../support/node-program'
import { open, picture, refusedToOpen, runRecords, temporaryFolder } from '../support/store-desk'

// With small files and a checkpoint every few commits, and with runs of batch sync; `npm run test:crash` kills the whole
// desk as it is.
const kills = Number(process.env.KILLS ?? 10)

let program: Awaited<ReturnType<typeof buildProgram>>
beforeAll(async () => {
  program = await buildProgram(fileURLToPath(new URL('store-program.ts', import.meta.url)))
}, 60_000)
afterAll(() => program.remove())

/** A desk at work in a process of its own; `answers` grows while it lives. */
class WorkingDesk {
  readonly answers: string[] = []
  readonly child: ChildProcess
  private heard = () => {}

  constructor(folder: string) {
    this.child = spawn(process.execPath, [program.path, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    if (!this.child.stdout) throw new Error('the program has no output')
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.answers.push(line)
      this.heard()
    })
  }

  async untilAnswers(count: number): Promise<void> {
    while (this.answers.length < count) {
      if (this.child.exitCode !== null) throw new Error('the program ended by itself')
      await new Promise<void>((resolve) => {
        this.heard = resolve
      })
    }
  }

  /** As a power cut for the process: nothing runs any more, nothing is tidied up. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'close')
    this.child.kill('SIGKILL')
    await gone
  }
}

it(`Nothing that was answered is lost by killing the desk ${kills} times`, async () => {
  const folder = await temporaryFolder()
  const expected = new Map<string, string>()
  const runs = new Map<string, { ended: boolean; records: number }>()
  for (let kill = 0; kill < kills; kill += 1) {
    const desk = new WorkingDesk(folder)
    await desk.untilAnswers(1 + ((kill * 37) % 150))
    await desk.kill()
    for (const line of desk.answers) {
      const [did = '', id = '', run = ''] = line.split(' ')
      if (did === 'order') expected.set(id, 'processing')
      if (did === 'abort') expected.set(id, 'aborted')
      if (did === 'send') expected.set(id, 'ordered')
      if (did === 'start') runs.set(id, { ended: false, records: 1 })
      if (did === 'send') runs.set(run, { ended: false, records: 2 })
      if (did === 'end') runs.set(id, { ended: true, records: 3 })
    }
    if (kill % 5 < 4 && kill < kills - 1) continue

    expect(await verifyFolder(folder)).toMatchObject({ ok: true, fault: null })
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true })
    await rm(join(copy, 'snapshot'), { recursive: true, force: true, maxRetries: 3 })
    const journalAlone = await open({ folder: copy })
    const store = await open({ folder })
    expect(picture(store)).toEqual(picture(journalAlone))
    const records = await runRecords(store)
    expect(await runRecords(journalAlone)).toEqual(records)
    for (const [id, { ended, records: answered }] of runs) {
      // Here too what comes next may have been written before its answer was given.
      expect([answered, answered + 1], id).toContain(records[id]?.length)
      const run = store.syncRuns().find((each) => each.id === id)
      expect(run?.end, id).toBe(records[id]?.length === 3 ? 'done' : null)
      if (ended) expect(records[id], id).toHaveLength(3)
    }
    for (const [card, state] of expected) {
      const found = store.view.card(card)
      // What was written but not yet answered may be there too: a card is where it was said to be or one step on.
      if (state !== 'processing') expect(found?.state, card).toBe(state)
      else expect(['processing', 'aborted', 'ordered'], card).toContain(found?.state)
    }
    // Half an order would be a card that is only requested.
    for (const card of store.cards()) expect(['processing', 'aborted', 'ordered']).toContain(card.state)
    await Promise.all([store.close(), journalAlone.close()])
  }
  expect(expected.size).toBeGreaterThan(kills)
  expect(runs.size).toBeGreaterThan(1)
}, 600_000)

it('A killed desk keeps nobody out; a living one does, and is named', async () => {
  const folder = await temporaryFolder()
  const desk = new WorkingDesk(folder)
  await desk.untilAnswers(3)
  const refusal = await refusedToOpen({ folder })
  expect(refusal).toMatchObject({ code: 'folder-locked', details: { holder: { pid: desk.child.pid } } })
  expect(refusal.message).toContain(String(desk.child.pid))
  await desk.kill()
  const store = await open({ folder })
  expect(store.view.sequence).toBeGreaterThan(0)
})
