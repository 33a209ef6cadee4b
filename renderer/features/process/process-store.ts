import { create } from 'zustand'
import type { ResponseOf } from '../../../shared/contract'
import type { Answer, DeskError, ErrorCode } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import type { Advance, AnswerValue, RunProgress } from '../../../shared/model'
import { processName } from '../../../shared/texts'
import { desk } from '../../desk'
import { useLeaving } from '../../state/leaving'
import { mirror, onUserLeft } from '../../state/mirror'
import { type ProcessWish, useView, type View } from '../../state/view'
import { pageOf, runOf, type Stage, stepStage, type WorkingStage, withoutSecrets } from './stage'

export interface Wizard {
  readonly process: SymbolicName
  readonly title: string
  /** The card it runs on; `null` when it makes a new one or runs on several. */
  readonly card: string | null
  /** True for a run over several cards: none of them is the one to go on with. */
  readonly several: boolean
  /** The card or person whose profile is open beneath. */
  readonly beneath: Pick<View, 'selectedCard' | 'selectedPerson'>
  readonly stage: Stage
  /** Something was typed that would be lost. */
  readonly typed: boolean
  readonly busy: 'next' | 'back' | null
}

/** What the person is being asked. */
export type Question =
  /** May what was typed be lost? `onwards` is where the person wanted to go. */
  | { readonly kind: 'discard'; readonly onwards: () => void }
  /** Should the work under way stop? */
  | { readonly kind: 'stop' }

interface ProcessStore {
  readonly wizard: Wizard | null
  /** `null` = nothing is asked. */
  readonly asked: Question | null
  /** Opens a wizard, in place of the one that may be open. */
  start(wish: ProcessWish): void
  answer(field: string, value: AnswerValue): void
  next(): Promise<void>
  back(): Promise<void>
  /**
   * Ends the wizard, asking first when something typed would be lost; then goes on. Work under way cannot
   * be left: then it asks whether to stop it, and nothing more happens.
   */
  leave(then?: () => void): void
  /** Asks the work under way to stop; what comes of it is told by the work's end. */
  stop(): Promise<void>
  /** Takes the work under way up again where main could not be asked about it. */
  followAgain(): void
  /** The answers to the questions of `leave`. */
  discard(): void
  keep(): void
  /** Empties the page's PINs and PUKs. */
  forgetSecrets(): void
}

/** After these the run is still open in main: mend what is wrong and press Next again. */
const mendable: readonly ErrorCode[] = [
  'invalid-answers',
  'condition-not-met',
  'storage-failed',
  'internal',
  'not-signed-in',
  'locked',
]

/** True when the question never got to the work: the work goes on, whatever came of asking. */
function isUnheard({ code, details }: DeskError): boolean {
  // Main names the log entry of every failure of its own.
  return code === 'locked' || code === 'not-signed-in' || (code === 'internal' && !('logId' in details))
}

/** The one wizard of this window. Main holds the run; this is what the screen does with it. */
export const useProcess = create<ProcessStore>((set, get) => {
  const change = (values: Partial<Wizard>) => {
    const { wizard } = get()
    if (wizard) set({ wizard: { ...wizard, ...values } })
  }
  const stillOn = (run: string) => {
    const { wizard } = get()
    return wizard !== null && runOf(wizard.stage) === run
  }
  const working = () => {
    const stage = get().wizard?.stage
    return stage?.kind === 'working' ? stage : null
  }
  const changeWork = (values: Partial<WorkingStage>) => {
    const stage = working()
    if (stage) change({ stage: { ...stage, ...values } })
  }
  /** What the person was asked about the work is answered by its end. */
  const unask = () => {
    if (get().asked?.kind === 'stop') set({ asked: null })
  }
  const times = () => {
    const stage = get().wizard?.stage
    return (stage && pageOf(stage)?.shown) ?? 0
  }
  const refuse = (error: DeskError) => {
    const stage = get().wizard?.stage
    const page = stage ? pageOf(stage) : null
    unask()
    if (stage && page && mendable.includes(error.code)) {
      const faults = error.details.fields ?? {}
      const inFields = page.view.step.fields.some(({ name }) => name in faults)
      const shown = page.shown + (stage.kind === 'working' ? 1 : 0)
      change({ busy: null, stage: { ...page, faults, notice: inFields ? null : error, shown } })
    } else change({ busy: null, stage: { kind: 'refused', error } })
  }

  async function open({ process, card, person, cards }: ProcessWish): Promise<void> {
    const wizard: Wizard = {
      process,
      title: processName(process),
      card,
      several: cards !== undefined,
      beneath: shownBeneath(),
      stage: { kind: 'opening' },
      typed: false,
      busy: null,
    }
    set({ wizard })
    const answer = cards
      ? await desk.processes.openSeveral({ process, cards: [...cards] })
      : await desk.processes.open({ process, card, person })
    if (get().wizard !== wizard) {
      if (answer.ok) void desk.processes.cancel({ run: answer.value.run })
    } else if (answer.ok) change({ title: answer.value.title, stage: stepStage(answer.value, 1) })
    else refuse(answer.error)
  }

  /** Sends the page's answers on; one at a time, so that pressing Next twice is pressing it once. */
  async function send<Value>(
    direction: 'next' | 'back',
    call: (request: { run: string; step: string; answers: Record<string, AnswerValue> }) => Promise<Answer<Value>>,
    take: (value: Value) => void,
  ): Promise<void> {
    const { wizard } = get()
    if (!wizard || wizard.busy || wizard.stage.kind !== 'step') return
    const { view, answers } = wizard.stage
    change({ busy: direction })
    const answer = await call({ run: view.run, step: view.step.id, answers: { ...answers } })
    if (!stillOn(view.run)) return
    if (answer.ok) take(answer.value)
    else refuse(answer.error)
  }

  /** Goes where Next has led; work under way is followed until it ends. */
  function take(value: Advance): void {
    if (value.kind === 'working') {
      const stage = get().wizard?.stage
      const page = stage ? pageOf(stage) : null
      if (!stage || !page) return
      const stopping = stage.kind === 'working' && stage.stopping
      const { progress } = value
      const work = {
        kind: 'working',
        progress,
        page: withoutSecrets(page),
        stopping,
        followed: true,
        notice: null,
      } as const
      change({ busy: null, stage: work })
      void follow(progress)
      return
    }
    unask()
    if (value.kind === 'step') change({ busy: null, stage: stepStage(value.view, times() + 1) })
    else change({ busy: null, typed: false, stage: { kind: 'outcome', outcome: value.outcome } })
  }

  async function follow({ run, number }: RunProgress): Promise<void> {
    const answer = await desk.processes.follow({ run, after: number })
    if (!stillOn(run)) return
    if (answer.ok) take(answer.value)
    else if (isUnheard(answer.error)) changeWork({ followed: false, notice: answer.error })
    else refuse(answer.error)
  }

  function end(then?: () => void): void {
    const { wizard } = get()
    set({ wizard: null, asked: null })
    const run = wizard && runOf(wizard.stage)
    if (run) void desk.processes.cancel({ run })
    if (wizard?.stage.kind === 'outcome' && !then) showMade(wizard, wizard.stage.outcome)
    then?.()
  }

  return {
    wizard: null,
    asked: null,
    start: (wish) => get().leave(() => void open(wish)),
    answer(field, value) {
      const stage = get().wizard?.stage
      if (stage?.kind !== 'step') return
      const { [field]: _mended, ...faults } = stage.faults
      change({ typed: true, stage: { ...stage, answers: { ...stage.answers, [field]: value }, faults, notice: null } })
    },
    next: () => send('next', desk.processes.next, (value: ResponseOf<'processes.next'>) => take(value)),
    back: () =>
      send('back', desk.processes.back, (view) => change({ busy: null, stage: stepStage(view, times() + 1) })),
    leave(then) {
      const { wizard } = get()
      // While Next is carried out there is nothing to cancel: its answer comes in a moment.
      if (wizard?.busy === 'next') return
      if (wizard?.stage.kind === 'working') {
        const { progress, stopping } = wizard.stage
        if (progress.stoppable && !stopping) set({ asked: { kind: 'stop' } })
      } else if (wizard?.typed && wizard.stage.kind === 'step')
        set({ asked: { kind: 'discard', onwards: then ?? (() => {}) } })
      else end(then)
    },
    async stop() {
      const stage = working()
      unask()
      if (!stage || stage.stopping) return
      const { run } = stage.progress
      changeWork({ stopping: true, notice: null })
      const answer = await desk.processes.stop({ run })
      if (!answer.ok && stillOn(run)) changeWork({ stopping: false, notice: answer.error })
    },
    followAgain() {
      const stage = working()
      if (!stage || stage.followed) return
      changeWork({ followed: true, notice: null })
      void follow(stage.progress)
    },
    discard() {
      const { asked } = get()
      if (asked?.kind === 'discard') end(asked.onwards)
    },
    keep() {
      const { wizard } = get()
      set({ asked: null })
      if (wizard) useView.setState(wizard.beneath)
    },
    forgetSecrets() {
      const stage = get().wizard?.stage
      if (stage?.kind === 'step') change({ stage: withoutSecrets(stage) })
    },
  }
})

/** What was made is what one wants to see next; a person's profile shows it too. */
function showMade({ card, several, beneath }: Wizard, outcome: Extract<Stage, { kind: 'outcome' }>['outcome']): void {
  if (card !== null || several || beneath.selectedPerson !== null) return
  const made = outcome.cards.find(({ ok, id }) => ok && id !== '')
  if (made) useView.getState().selectCard(made.id)
}

/** Whose profile is open. */
function shownBeneath(): Wizard['beneath'] {
  const { selectedCard, selectedPerson } = useView.getState()
  return { selectedCard, selectedPerson }
}

// Going to another card or person leaves the wizard of this one, except while it is being carried out.
useView.subscribe(({ selectedCard, selectedPerson }, before) => {
  if (selectedCard === before.selectedCard && selectedPerson === before.selectedPerson) return
  const { wizard, leave } = useProcess.getState()
  if (!wizard) return
  const { beneath, stage, busy } = wizard
  if (beneath.selectedCard === selectedCard && beneath.selectedPerson === selectedPerson) return
  if (stage.kind === 'working' || busy === 'next') useView.setState(beneath)
  leave(() => {})
})

mirror.subscribe(({ session }, before) => {
  if (session?.phase === before.session?.phase) return
  if (session?.phase === 'locked') useProcess.getState().forgetSecrets()
  // Behind a locked screen main tells nothing of the work, which goes on.
  if (session?.phase === 'signed-in') useProcess.getState().followAgain()
})

// Going elsewhere keeps the wizard; closing the window would lose what was typed, or end the work under way.
useProcess.subscribe(({ wizard }) => {
  const stage = wizard?.stage.kind
  const held = (wizard?.typed && stage === 'step') || stage === 'working'
  useLeaving.getState().hold('wizard', held ? 'closing' : null)
})

onUserLeft(() => useProcess.setState({ wizard: null, asked: null }))
