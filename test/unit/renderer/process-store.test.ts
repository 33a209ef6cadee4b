import { beforeEach, expect, test, vi } from 'vitest'
import { useProcess } from '../../../renderer/features/process/process-store'
import { useView } from '../../../renderer/state/view'
import type { Answer } from '../../../shared/errors'
import { refusal } from '../../../shared/errors'
import type { RunView } from '../../../shared/model'

const abort = { process: 'TempCardsAddonExtProdProcAbort', card: 'TC-000001', person: null } as const

const view: RunView = {
  run: 'run-1',
  process: abort.process,
  title: 'Abort temporary card order',
  card: abort.card,
  cards: [abort.card],
  stepNumber: 1,
  stepCount: 1,
  step: {
    id: 'confirm',
    title: 'Confirm',
    text: '',
    fields: [{ kind: 'text', name: 'reason', label: 'Reason', required: false, maximumLength: 40, lines: 1 }],
    review: [],
    subjects: [],
    warning: null,
  },
  answers: {},
  problem: null,
  finishHint: null,
}
const outcome = { process: abort.process, title: '', text: '', cards: [], next: [] }

/** A desk that answers every call at once with what the test gives it, and notes what was called. */
function answering(answers: Partial<Record<string, Answer>>) {
  const calls: { channel: string; payload: unknown }[] = []
  vi.stubGlobal('window', {
    deskBridge: {
      call: async (channel: string, payload: unknown) => {
        calls.push({ channel, payload })
        return answers[channel] ?? { ok: true, value: null }
      },
    },
  })
  return calls
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const wizard = () => useProcess.getState().wizard

beforeEach(() => {
  useProcess.setState({ wizard: null, asked: null })
  useView.setState({ tab: 'search', selectedCard: abort.card })
})

async function opened(answers: Partial<Record<string, Answer>> = {}) {
  const calls = answering({ 'processes.open': { ok: true, value: view }, ...answers })
  useProcess.getState().start(abort)
  await settle()
  return calls
}

test('pressing Next twice is pressing it once', async () => {
  const calls = await opened({ 'processes.next': { ok: true, value: { kind: 'outcome', outcome } } })
  const { next } = useProcess.getState()
  await Promise.all([next(), next()])
  expect(calls.filter(({ channel }) => channel === 'processes.next')).toHaveLength(1)
  expect(wizard()?.stage.kind).toBe('outcome')
})

test('Cancel asks only when something was typed, and tells main either way', async () => {
  const calls = await opened()
  useProcess.getState().leave()
  expect(wizard()).toBeNull()
  expect(calls.at(-1)).toEqual({ channel: 'processes.cancel', payload: { run: 'run-1' } })

  await opened()
  useProcess.getState().answer('reason', 'typed')
  useProcess.getState().leave()
  expect(wizard()).not.toBeNull()
  expect(useProcess.getState().asked).not.toBeNull()
  useProcess.getState().keep()
  expect(wizard()?.stage).toMatchObject({ answers: { reason: 'typed' } })
  useProcess.getState().leave()
  useProcess.getState().discard()
  expect(wizard()).toBeNull()
})

test('faults come to their fields and the wizard stays', async () => {
  await opened({ 'processes.next': refusal('invalid-answers', 'Look again.', { fields: { reason: 'Too long.' } }) })
  await useProcess.getState().next()
  expect(wizard()?.stage).toMatchObject({ kind: 'step', faults: { reason: 'Too long.' }, notice: null })
  useProcess.getState().answer('reason', 'short')
  expect(wizard()?.stage).toMatchObject({ kind: 'step', faults: {} })
})

test.each(['condition-not-met', 'storage-failed'] as const)('%s is told in place and can be mended', async (code) => {
  await opened({ 'processes.next': refusal(code, 'Not now.') })
  await useProcess.getState().next()
  expect(wizard()?.stage).toMatchObject({ kind: 'step', notice: { message: 'Not now.' } })
})

test.each(['card-changed', 'wrong-state', 'process-off', 'role-lacks-process', 'run-not-found'] as const)(
  'after %s the run is over and says why',
  async (code) => {
    await opened({ 'processes.next': refusal(code, 'It moved on.') })
    await useProcess.getState().next()
    expect(wizard()?.stage).toMatchObject({ kind: 'refused', error: { message: 'It moved on.' } })
  },
)

test('a wizard that cannot be opened says why', async () => {
  await opened({ 'processes.open': refusal('wrong-state', 'Not from there.') })
  expect(wizard()?.stage).toMatchObject({ kind: 'refused' })
})

test('going to another card leaves the wizard, and stays when what was typed is kept', async () => {
  await opened()
  useView.getState().selectCard('TC-000002')
  expect(wizard()).toBeNull()

  useView.getState().selectCard(abort.card)
  await opened()
  useProcess.getState().answer('reason', 'typed')
  useView.getState().selectCard('TC-000002')
  useProcess.getState().keep()
  expect(useView.getState().selectedCard).toBe(abort.card)
  expect(wizard()?.typed).toBe(true)
})

test('a wizard closed while it was being opened is cancelled in main as soon as it is there', async () => {
  const calls = answering({ 'processes.open': { ok: true, value: view } })
  useProcess.getState().start(abort)
  useProcess.getState().leave()
  await settle()
  expect(wizard()).toBeNull()
  expect(calls.at(-1)).toEqual({ channel: 'processes.cancel', payload: { run: 'run-1' } })
})
