import { create } from 'zustand'
import type { ResponseOf } from '../../../shared/contract'
import type { Answer, DeskError, ErrorCode } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import type { Advance, Answers, AnswerValue, Outcome, RunProgress, RunView } from '../../../shared/model'
import { processName } from '../../../shared/texts'
import { desk } from '../../desk'
import { onUserLeft } from '../../state/mirror'
import { type ProcessWish, useView, type View } from '../../state/view'

/** Where a wizard stands. */
export type Stage =
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'step'
      readonly view: RunView
      /** What is in the fields of this page. */
      readonly answers: Answers
      /** What is wrong with which field. */
      readonly faults: Readonly<Record<string, string>>
      /** A refusal that can be mended, or a failure after which Next can be tried again. */
      readonly notice: DeskError | null
    }
  /** The run is over and nothing was done. */
  | { readonly kind: 'refused'; readonly error: DeskError }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }

export interface Wizard {
  readonly process: SymbolicName
  readonly title: string
  /** The card it runs on; `null` when it makes a new one. */
  readonly card: string | null
  /** The card or person whose profile is open beneath. */
  readonly beneath: Pick<View, 'selectedCard' | 'selectedPerson'>
  readonly stage: Stage
  /** Something was typed that would be lost. */
  readonly typed: boolean
  readonly busy: 'next' | 'back' | null
}

interface ProcessStore {
  readonly wizard: Wizard | null
  /** What to do once the person has agreed to lose what was typed; `null` = nothing is asked. */
  readonly asked: (() => void) | null
  /** Opens a wizard, in place of the one that may be open. */
  start(wish: ProcessWish): void
  answer(field: string, value: AnswerValue): void
  next(): Promise<void>
  back(): Promise<void>
  /** Ends the wizard, asking first when something typed would be lost; then goes on. */
  leave(then?: () => void): void
  /** The answers to the question of `leave`. */
  discard(): void
  keep(): void
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

/** The one wizard of this window. Main holds the run; this is what the screen does with it. */
export const useProcess = create<ProcessStore>((set, get) => {
  const change = (values: Partial<Wizard>) => {
    const { wizard } = get()
    if (wizard) set({ wizard: { ...wizard, ...values } })
  }
  const runOf = ({ stage }: Wizard) => (stage.kind === 'step' ? stage.view.run : null)
  const stillOn = (run: string) => {
    const { wizard } = get()
    return wizard !== null && runOf(wizard) === run
  }
  const stepOf = (view: RunView): Stage => {
    const values = view.step.fields.map(({ name }) => [name, view.answers[name] ?? null] as const)
    return { kind: 'step', view, answers: Object.fromEntries(values), faults: {}, notice: null }
  }
  const refuse = (error: DeskError) => {
    const stage = get().wizard?.stage
    if (stage?.kind === 'step' && mendable.includes(error.code)) {
      const faults = error.details.fields ?? {}
      const shown = stage.view.step.fields.some(({ name }) => name in faults)
      change({ busy: null, stage: { ...stage, faults, notice: shown ? null : error } })
    } else change({ busy: null, stage: { kind: 'refused', error } })
  }

  async function open({ process, card, person, cards }: ProcessWish): Promise<void> {
    const wizard: Wizard = {
      process,
      title: processName(process),
      card,
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
    } else if (answer.ok) change({ title: answer.value.title, stage: stepOf(answer.value) })
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
    if (value.kind === 'step') change({ busy: null, stage: stepOf(value.view) })
    else if (value.kind === 'outcome')
      change({ busy: null, typed: false, stage: { kind: 'outcome', outcome: value.outcome } })
    else void follow(value.progress)
  }

  async function follow({ run, number }: RunProgress): Promise<void> {
    const answer = await desk.processes.follow({ run, after: number })
    if (!stillOn(run)) return
    if (answer.ok) take(answer.value)
    else refuse(answer.error)
  }

  function end(then?: () => void): void {
    const { wizard } = get()
    set({ wizard: null, asked: null })
    const run = wizard && runOf(wizard)
    if (run) void desk.processes.cancel({ run })
    if (wizard?.stage.kind === 'outcome' && wizard.card === null && wizard.beneath.selectedPerson === null && !then) {
      // What was made is what one wants to see next; a person's profile shows it too.
      const made = wizard.stage.outcome.cards.find(({ ok }) => ok)
      if (made) useView.getState().selectCard(made.id)
    }
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
    back: () => send('back', desk.processes.back, (view) => change({ busy: null, stage: stepOf(view) })),
    leave(then) {
      const { wizard } = get()
      // While Next is carried out there is nothing to cancel: its answer comes in a moment.
      if (wizard?.busy === 'next') return
      if (wizard?.typed && wizard.stage.kind === 'step') set({ asked: then ?? (() => {}) })
      else end(then)
    },
    discard() {
      const { asked } = get()
      end(asked ?? (() => {}))
    },
    keep() {
      const { wizard } = get()
      set({ asked: null })
      if (wizard) useView.setState(wizard.beneath)
    },
  }
})

/** Whose profile is open. */
function shownBeneath(): Wizard['beneath'] {
  const { selectedCard, selectedPerson } = useView.getState()
  return { selectedCard, selectedPerson }
}

// Going to another card or person leaves the wizard of this one.
useView.subscribe(({ selectedCard, selectedPerson }, before) => {
  if (selectedCard === before.selectedCard && selectedPerson === before.selectedPerson) return
  const { wizard, leave } = useProcess.getState()
  if (!wizard) return
  const { beneath } = wizard
  if (beneath.selectedCard !== selectedCard || beneath.selectedPerson !== selectedPerson) leave(() => {})
})

onUserLeft(() => useProcess.setState({ wizard: null, asked: null }))
