import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RpcDesk } from '../support/rpc-desk'
import { must, outcome } from '../support/test-desk'
import { administrator, foundDesk } from './founding'

// The use case across a power cut: before the last Next nothing happened. That its answer is kept, and all the rest
// that kills must not do, `npm run test:crash` shows.
const abort = 'TempCardsAddonExtProdProcAbort'
const rounds = 3

describe('Killing the desk', () => {
  let folder: string
  let desk: RpcDesk
  const cards: string[] = []

  const journal = async () => {
    const files = (await readdir(join(folder, 'journal'))).sort()
    return Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, 'journal', file)))))
  }
  const restart = async () => {
    desk = new RpcDesk(folder)
    const window = desk.window()
    must(await window.session.signIn(administrator))
    return window
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'card-desk-crash-'))
    await foundDesk(folder, 0)
    const window = await restart()
    const order = must(
      await window.processes.open({ process: 'TempCardsAddonExtProdProcOrder', card: null, person: null }),
    )
    const answers = { amount: rounds, layout: 'Blue', deliveryAddress: 'Main Street 1' }
    must(await window.processes.next({ run: order.run, step: order.step.id, answers }))
    const done = outcome(await window.processes.next({ run: order.run, step: 'confirm', answers: {} }))
    cards.splice(0, cards.length, ...done.cards.map((card) => card.id))
  })
  afterEach(async () => {
    await desk.end()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  it('before the last Next leaves the journal byte-identical', async () => {
    const before = await journal()
    await desk.kill()
    for (const card of cards) {
      const window = await restart()
      must(await window.processes.open({ process: abort, card, person: null }))
      await desk.kill()
      expect((await journal()).equals(before)).toBe(true)
    }
    const window = await restart()
    expect(must(await window.cards.profile({ card: cards[0] ?? '' })).card.state).toBe('processing')
  })

  it('does not keep the next start out, but a living desk does, and says so', async () => {
    await desk.kill()
    await restart()
    const second = new RpcDesk(folder)
    expect(await second.end()).toBe(1)
    expect(second.said()).toMatch(/in use|already|open/i)
    expect(second.said()).not.toMatch(/\bat .*\.js:/)
  })
})
