import { beforeEach, expect, test, vi } from 'vitest'
import { useProcess } from '../../../renderer/features/process/process-store'
import { mirror } from '../../../renderer/state/mirror'
import { useView } from '../../../renderer/state/view'
import type { Answer } from '../../../shared/errors'
import { refusal } from '../../../shared/errors'
import type { Advance, Outcome, RunProgress, RunView } from '../../../shared/model'

const initialise = { process: 'TempCardsAddonExtProdInitialize', card: 'TC-000001', person: null } as const

const pin = { required: true, minimumLength: 6, maximumLength: 8, kind: 'secret-number' } as const
const view: RunView = {
  run: 'run-1',
  process: initialise.process,
  title: 'Initialise temporary card',
  card: initialise.card,
  cards: [initialise.card],
  stepNumber: 1,
  stepCount: 1,
  step: {
    id: 'encode',
    title: 'Encode',
    text: '',
    fields: [
      { kind: 'text', name: 'profile', label: 'Profile', required: true, maximumLength: 40, lines: 1 },
      { ...pin, name: 'pin', label: 'PIN' },
      { ...pin, name: 'pinAgain', label: 'PIN again', repeats: 'pin' },
    ],
    review: [],
    subjects: [],
    warning: null,
  },
  answers: { profile: 'Standard' },
  problem: null,
  finishHint: null,
}
const progressed = (number: number, values: Partial<RunProgress> = {}): Advance => ({
  kind: 'working',
  progress: {
    run: 'run-1',
    title: view.title,
    number,
    text: 'Writing the profile.',
    done: number,
    total: 5,
    stoppable: true,
    simulated: null,
    ...values,
  },
})
const shown = (problem: string | null): Advance => ({ kind: 'step', view: { ...view, problem } })
const cardOf = (values: Partial<Outcome['cards'][number]>): Outcome['cards'][number] => ({
  id: 'C-000009',
  label: 'C-000009',
  ok: true,
  state: 'locked',
  stateLabel: 'Locked',
  message: '',
  ...values,
})
const ended = (cards: Outcome['cards'] = []): Advance => ({
  kind: 'outcome',
  outcome: { process: initialise.process, title: view.title, text: 'Done.', cards, next: [] },
})
const well = (value: unknown): Answer => ({ ok: true, value })

/** Main, whose every answer the test gives when it wants to. */
function main() {
  const calls: { channel: string; payload: unknown }[] = []
  const waiting = new Map<string, ((answer: Answer) => void)[]>()
  vi.stubGlobal('window', {
    deskBridge: {
      call: (channel: string, payload: unknown) => {
        calls.push({ channel, payload })
        return new Promise<Answer>((resolve) => waiting.set(channel, [...(waiting.get(channel) ?? []), resolve]))
      },
    },
  })
  return {
    calls,
    called: (channel: string) => calls.filter((call) => call.channel === channel).map(({ payload }) => payload),
    async answer(channel: string, answer: Answer) {
      const [first, ...rest] = waiting.get(channel) ?? []
      if (!first) throw new Error(`nobody called ${channel}`)
      waiting.set(channel, rest)
      first(answer)
      await new Promise<void>((resolve) => setImmediate(resolve))
    },
  }
}
const store = () => useProcess.getState()
const stage = () => store().wizard?.stage

beforeEach(() => {
  useProcess.setState({ wizard: null, asked: null })
  useView.setState({ tab: 'search', selectedCard: initialise.card, selectedPerson: null })
  const user = { id: 'a-1', userName: 'mara', name: 'Mara', roles: ['operator'] as const }
  mirror.setState({ session: { phase: 'signed-in', user, idleLockMinutes: 10 } })
})

/** A wizard whose Next has started work. */
async function working(values: Partial<RunProgress> = {}) {
  const desk = main()
  store().start(initialise)
  await desk.answer('processes.open', well(view))
  store().answer('pin', '482915')
  store().answer('pinAgain', '482915')
  void store().next()
  await desk.answer('processes.next', well(progressed(1, values)))
  return desk
}

test('work is followed from what was seen last until it leads to a page or an outcome', async () => {
  const desk = await working()
  expect(stage()).toMatchObject({ kind: 'working', progress: { number: 1 } })
  expect(desk.called('processes.follow')).toEqual([{ run: 'run-1', after: 1 }])
  await desk.answer('processes.follow', well(progressed(4)))
  expect(stage()).toMatchObject({ kind: 'working', progress: { number: 4, done: 4, total: 5 } })
  expect(desk.called('processes.follow')).toEqual([
    { run: 'run-1', after: 1 },
    { run: 'run-1', after: 4 },
  ])
  await desk.answer('processes.follow', well(ended()))
  expect(stage()).toMatchObject({ kind: 'outcome', outcome: { text: 'Done.' } })
  expect(desk.called('processes.follow')).toHaveLength(2)
})

test('a PIN goes to main once and stays nowhere: not in the work, not on the page after it', async () => {
  const desk = await working()
  expect(desk.called('processes.next')).toEqual([
    { run: 'run-1', step: 'encode', answers: { profile: 'Standard', pin: '482915', pinAgain: '482915' } },
  ])
  expect(JSON.stringify(store())).not.toContain('482915')
  await desk.answer('processes.follow', well(shown('The chip does not answer.')))
  expect(stage()).toMatchObject({ kind: 'step', view: { problem: 'The chip does not answer.' } })
  expect(stage()).toMatchObject({ answers: { profile: 'Standard', pin: null, pinAgain: null } })
})

test('going back and locking the screen empty the PIN and nothing else', async () => {
  const desk = main()
  store().start(initialise)
  await desk.answer('processes.open', well(view))
  store().answer('profile', 'Signature')
  store().answer('pin', '482915')
  mirror.setState((state) => ({ session: state.session && ({ ...state.session, phase: 'locked' } as never) }))
  expect(stage()).toMatchObject({ answers: { profile: 'Signature', pin: null } })

  store().answer('pin', '482915')
  void store().back()
  await desk.answer('processes.back', well({ ...view, answers: { profile: 'Signature' } }))
  expect(stage()).toMatchObject({ answers: { profile: 'Signature', pin: null } })
})

test('a fault on the page with a PIN leaves it to be mended', async () => {
  const desk = main()
  store().start(initialise)
  await desk.answer('processes.open', well(view))
  store().answer('pin', '482915')
  store().answer('pinAgain', '482916')
  void store().next()
  await desk.answer(
    'processes.next',
    refusal('invalid-answers', 'Look again.', { fields: { pinAgain: 'Not the same.' } }),
  )
  expect(stage()).toMatchObject({ answers: { pin: '482915' }, faults: { pinAgain: 'Not the same.' } })
})

test('work cannot be left: Escape, another card and another process ask to stop it', async () => {
  const desk = await working()
  store().leave()
  expect(store().asked).toEqual({ kind: 'stop' })
  store().keep()
  expect(store().asked).toBeNull()

  useView.getState().selectCard('TC-000002')
  expect(useView.getState().selectedCard).toBe(initialise.card)
  expect(store().asked).toEqual({ kind: 'stop' })
  store().keep()

  store().start({ process: 'TempCardsProcLock', card: initialise.card, person: null })
  expect(store().asked).toEqual({ kind: 'stop' })
  expect(stage()?.kind).toBe('working')
  expect(desk.called('processes.cancel')).toEqual([])
  expect(desk.called('processes.stop')).toEqual([])
})

test('stopping asks main once and shows what came of it', async () => {
  const desk = await working()
  store().leave()
  void store().stop()
  void store().stop()
  expect(store().asked).toBeNull()
  expect(desk.called('processes.stop')).toEqual([{ run: 'run-1' }])
  expect(stage()).toMatchObject({ kind: 'working', stopping: true })
  await desk.answer('processes.stop', well(null))
  await desk.answer('processes.follow', well(progressed(2)))
  expect(stage()).toMatchObject({ kind: 'working', stopping: true })
  await desk.answer('processes.follow', well(shown('The encoding was stopped.')))
  expect(stage()).toMatchObject({ kind: 'step', view: { problem: 'The encoding was stopped.' } })
})

test('what cannot be stopped does not ask', async () => {
  await working({ stoppable: false })
  store().leave()
  expect(store().asked).toBeNull()
  useView.getState().selectPerson('P-000001')
  expect(useView.getState()).toMatchObject({ selectedCard: initialise.card, selectedPerson: null })
  expect(stage()?.kind).toBe('working')
})

test('the question whether to stop goes when the work ends first', async () => {
  const desk = await working()
  store().leave()
  await desk.answer('processes.follow', well(ended()))
  expect(store().asked).toBeNull()
  expect(stage()?.kind).toBe('outcome')
})

test('a stop that did not get through can be asked for again', async () => {
  const desk = await working()
  void store().stop()
  await desk.answer('processes.stop', refusal('not-permitted', 'You may not.'))
  expect(stage()).toMatchObject({ kind: 'working', stopping: false, notice: { message: 'You may not.' } })
  void store().stop()
  expect(desk.called('processes.stop')).toHaveLength(2)
})

test('work behind a locked screen goes on, and is followed again after unlocking', async () => {
  const desk = await working()
  const { session } = mirror.getState()
  mirror.setState({ session: session && ({ ...session, phase: 'locked' } as never) })
  await desk.answer('processes.follow', refusal('locked', 'The screen is locked.'))
  expect(stage()).toMatchObject({ kind: 'working', followed: false, notice: { code: 'locked' } })
  mirror.setState({ session })
  expect(desk.called('processes.follow')).toEqual([
    { run: 'run-1', after: 1 },
    { run: 'run-1', after: 1 },
  ])
  await desk.answer('processes.follow', well(ended()))
  expect(stage()?.kind).toBe('outcome')
})

test('a question that never reached main is asked again; a failure of main brings the page back', async () => {
  const desk = await working()
  await desk.answer('processes.follow', refusal('internal', 'No answer.'))
  expect(stage()).toMatchObject({ kind: 'working', followed: false, notice: { message: 'No answer.' } })
  store().followAgain()
  expect(stage()).toMatchObject({ kind: 'working', followed: true, notice: null })
  await desk.answer('processes.follow', refusal('internal', 'It broke.', { logId: 'x' }))
  expect(stage()).toMatchObject({ kind: 'step', notice: { message: 'It broke.' }, answers: { pin: null } })
})

test.each([
  ['storage-failed', 'step'],
  ['condition-not-met', 'step'],
  ['card-changed', 'refused'],
  ['run-not-found', 'refused'],
] as const)('work that ends with %s leads to a %s stage', async (code, kind) => {
  const desk = await working()
  await desk.answer('processes.follow', refusal(code, 'Not now.'))
  expect(stage()?.kind).toBe(kind)
})

test('the same page shown again counts as a new one', async () => {
  const desk = await working()
  await desk.answer('processes.follow', well(shown('The chip does not answer.')))
  const before = stage()
  void store().next()
  await desk.answer('processes.next', well(shown('The chip does not answer.')))
  expect(before).toMatchObject({ shown: 2 })
  expect(stage()).toMatchObject({ shown: 3 })
})

test('what another sign-in left under way is not told to whoever comes next', async () => {
  const desk = await working()
  mirror.setState({ session: { phase: 'signed-out' } })
  expect(store().wizard).toBeNull()
  await desk.answer('processes.follow', well(ended()))
  expect(store().wizard).toBeNull()
})

test('a wish for several cards opens one wizard for all of them, and ends without going to any', async () => {
  const desk = main()
  useView.setState({ selectedCard: null })
  store().start({ process: 'CardsProcLock', card: null, person: null, cards: ['C-000009', 'C-000010'] })
  expect(desk.called('processes.open')).toEqual([])
  expect(desk.called('processes.openSeveral')).toEqual([{ process: 'CardsProcLock', cards: ['C-000009', 'C-000010'] }])
  await desk.answer('processes.openSeveral', well({ ...view, card: null, cards: ['C-000009', 'C-000010'] }))
  void store().next()
  await desk.answer('processes.next', well(ended([cardOf({})])))
  store().leave()
  expect(store().wizard).toBeNull()
  expect(useView.getState().selectedCard).toBeNull()
})

test('the first card that was made is what one sees next, past persons for whom none was', async () => {
  const desk = main()
  useView.setState({ selectedCard: null })
  store().start({ process: 'CardsAddonExtProdBoProcOrderMultiple', card: null, person: null })
  await desk.answer('processes.open', well({ ...view, card: null, cards: [] }))
  void store().next()
  const nobody = cardOf({ id: '', label: 'Ngozi Okafor', ok: false, state: null, stateLabel: '', message: 'Has one.' })
  await desk.answer('processes.next', well(ended([nobody, cardOf({ state: 'processing' })])))
  store().leave()
  expect(useView.getState().selectedCard).toBe('C-000009')
})
