import { EventEmitter } from 'node:events'
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../../electron/ipc/caller'
import { callerOf, carryCalls } from '../../../electron/shell/calls'
import { channelNames, noticeChannel } from '../../../shared/contract/channels'
import type { Notice } from '../../../shared/contract/responses'
import type { Answer } from '../../../shared/errors'

interface Frame {
  readonly frameToken: string
  readonly origin: string
  readonly parent: Frame | null
}

class Contents extends EventEmitter {
  readonly sent: unknown[][] = []
  destroyed = false
  constructor(
    readonly id: number,
    readonly mainFrame: Frame,
  ) {
    super()
  }
  isDestroyed() {
    return this.destroyed
  }
  send(...values: unknown[]) {
    this.sent.push(values)
  }
}

const ours: Frame = { frameToken: 'main', origin: 'app://card-desk', parent: null }
const event = (sender: Contents, senderFrame: Frame | null) =>
  ({ sender, senderFrame }) as unknown as IpcMainInvokeEvent

/** A desk that writes down who called what, and the carrier in front of it. */
function setUp() {
  const handlers = new Map<string, (event: IpcMainInvokeEvent, payload: unknown) => unknown>()
  const calls: { connection: number; caller: Caller; channel: string; payload: unknown }[] = []
  const announcers: ((notice: Notice) => void)[] = []
  const closed: number[] = []
  const ipcMain = { handle: (channel: string, handler: never) => void handlers.set(channel, handler) }
  carryCalls(ipcMain, {
    connect(announce) {
      const connection = announcers.push(announce)
      return {
        async call(caller, channel, payload): Promise<Answer> {
          calls.push({ connection, caller, channel, payload })
          return { ok: true, value: null }
        },
        close: () => void closed.push(connection),
      }
    },
  })
  const call = (sender: Contents, channel: string, payload: unknown) =>
    handlers.get(channel)?.(event(sender, ours), payload)
  return { handlers, calls, announcers, closed, call }
}

describe('carrying calls', () => {
  it('listens on the calls of the contract and on nothing else', () => {
    expect([...setUp().handlers.keys()].sort()).toEqual([...channelNames].sort())
  })

  it('passes a call on with the evidence of who made it', async () => {
    const { call, calls } = setUp()
    await call(new Contents(1, ours), 'session.state', { any: 'thing' })
    expect(calls).toEqual([
      {
        connection: 1,
        caller: { kind: 'frame', origin: 'app://card-desk', mainFrame: true },
        channel: 'session.state',
        payload: { any: 'thing' },
      },
    ])
  })

  it('gives each window a connection of its own, which ends with the window', async () => {
    const { call, calls, closed } = setUp()
    const [first, second] = [new Contents(1, ours), new Contents(2, ours)]
    await call(first, 'session.state', null)
    await call(second, 'session.state', null)
    await call(first, 'session.signOut', null)
    expect(calls.map(({ connection }) => connection)).toEqual([1, 2, 1])
    first.emit('destroyed')
    expect(closed).toEqual([1])
  })

  it('announces to the window that is there, and to none that is gone', async () => {
    const { call, announcers } = setUp()
    const window = new Contents(1, ours)
    await call(window, 'session.state', null)
    const notice = { number: 1 } as Notice
    announcers[0]?.(notice)
    window.destroyed = true
    announcers[0]?.(notice)
    expect(window.sent).toEqual([[noticeChannel, notice]])
  })
})

describe('the evidence of who called', () => {
  const window = new Contents(1, ours)

  it('says so of a frame inside the page, even of our own origin', () => {
    const inner = { ...ours, frameToken: 'inner', parent: ours }
    expect(callerOf(event(window, inner))).toEqual({ kind: 'frame', origin: 'app://card-desk', mainFrame: false })
  })

  it('takes the origin from the frame that sent', () => {
    const foreign = { ...ours, origin: 'https://evil.example' }
    expect(callerOf(event(window, foreign))).toMatchObject({ origin: 'https://evil.example' })
  })

  it('is nobody for a frame that is gone', () => {
    expect(callerOf(event(window, null))).toEqual({ kind: 'frame', origin: 'null', mainFrame: false })
  })

  it('is not the main frame for one that was the main frame before', () => {
    expect(callerOf(event(window, { ...ours, frameToken: 'earlier' }))).toMatchObject({ mainFrame: false })
  })
})
