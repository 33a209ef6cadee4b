import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import {
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { OutcomePage } from './outcome-page'
import classes from './process-panel.module.css'
import { useProcess, type Wizard } from './process-store'
import { DiscardQuestion, StopQuestion } from './questions'
import type { StepStage, WorkingStage } from './stage'
import { StepPage } from './step-page'
import { startOf } from './wizard-focus'
import { WorkingPage } from './working-page'

/**
 * The open wizard, over the pane of its host. Enter is Next, Escape is Cancel, or asks to stop work under way;
 * the focus starts in the first field or on Next and goes back to where it came from.
 *
 * Any pane may host it: SEARCH, a person's profile, REQUESTS, OVERVIEW. There is one wizard in a window, and
 * the host on screen draws it, whoever opened it. A host (1) stands in a positioned box, which the panel
 * covers, (2) draws the panel while `useProcess` holds a wizard, and only then, (3) makes what lies beneath
 * `inert` meanwhile, and (4) says with `onFocusLost` where work goes on when what opened the wizard is gone.
 * A wish (`useView.wish`) is taken up by SEARCH; a host starts its own wizards with `useProcess.start`.
 */
export function ProcessPanel({ onFocusLost }: { readonly onFocusLost: () => void }) {
  const wizard = useShown(useProcess((state) => state.wizard))
  const panel = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const title = useId()
  useFocusReturn(onFocusLost)
  useFocusStart(panel, wizard)
  if (!wizard) return null
  const { next, leave } = useProcess.getState()
  const { stage, busy } = wizard

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (stage.kind === 'step') void next()
    else if (stage.kind === 'refused' || stage.kind === 'outcome') leave()
  }
  const keys = (event: KeyboardEvent) => {
    const { target, key } = event
    // A page starts on Next or Close, so that Enter held down would walk through all of them unread.
    if (key === 'Enter' && event.repeat) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    // What floats above (a calendar, a small form) has its own keys, as has an open drop-down.
    if (!(target instanceof HTMLElement) || !panel.current?.contains(target)) return
    const opened = target.ariaExpanded === 'true'
    if (key === 'Escape' && !opened) {
      event.preventDefault()
      leave()
    }
    const enters = target instanceof HTMLInputElement || (target instanceof HTMLTextAreaElement && event.ctrlKey)
    if (key === 'Enter' && enters && !opened && !event.nativeEvent.isComposing) {
      event.preventDefault()
      event.stopPropagation()
      form.current?.requestSubmit()
    }
  }

  return (
    <div
      ref={panel}
      data-wizard
      role="dialog"
      aria-labelledby={title}
      aria-busy={busy !== null || stage.kind === 'opening' || stage.kind === 'working'}
      className={classes.panel}
      onKeyDownCapture={keys}
    >
      {/* A form may not be a dialog itself. */}
      <form ref={form} className={classes.form} noValidate onSubmit={submit}>
        <header className={classes.header}>
          <h2 id={title} className={classes.title}>
            {wizard.title}
          </h2>
          {stage.kind === 'step' ? <StepCount stage={stage} /> : null}
        </header>
        <div className={classes.body}>
          <Page wizard={wizard} />
        </div>
        <Footer wizard={wizard} />
      </form>
      <DiscardQuestion />
      <StopQuestion />
    </div>
  )
}

function StepCount({ stage }: { readonly stage: StepStage }) {
  const { stepNumber, stepCount } = stage.view
  return (
    <div className={classes.steps}>
      <span>{t('process.step', { number: stepNumber, count: stepCount })}</span>
      <span className={classes.dots} aria-hidden="true">
        {Array.from({ length: stepCount }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots are the numbers themselves
          <span key={index} data-done={index < stepNumber || undefined} />
        ))}
      </span>
    </div>
  )
}

function Page({ wizard: { stage } }: { readonly wizard: Wizard }) {
  switch (stage.kind) {
    case 'opening':
      return <Loading />
    case 'step':
      return <StepPage key={stage.view.step.id} stage={stage} />
    case 'working':
      return <WorkingPage stage={stage} />
    case 'refused':
      return (
        <>
          <h3 className={classes.pageTitle}>{t('process.refused.title')}</h3>
          <ErrorNotice error={stage.error} />
        </>
      )
    case 'outcome':
      return <OutcomePage outcome={stage.outcome} />
  }
}

/** Close stands where Next was: the second click of a double click would close what nobody has read. */
function ignoreSecondClick(event: MouseEvent): void {
  if (event.detail <= 1) return
  event.preventDefault()
  event.stopPropagation()
}

function Footer({ wizard: { stage, busy } }: { readonly wizard: Wizard }) {
  const { leave, back } = useProcess.getState()
  if (stage.kind === 'refused' || stage.kind === 'outcome') {
    return (
      <footer className={classes.footer} data-end onClickCapture={ignoreSecondClick}>
        <Button type="submit" data-first>
          {t('process.close')}
        </Button>
      </footer>
    )
  }
  if (stage.kind === 'working') return <WorkingFooter stage={stage} />
  const view = stage.kind === 'step' ? stage.view : null
  return (
    <footer className={classes.footer} onClickCapture={ignoreSecondClick}>
      <Button variant="default" aria-disabled={busy !== null} onClick={() => leave()}>
        {t('process.cancel')}
      </Button>
      {view?.finishHint ? (
        <span className={classes.hint}>
          <IconInfoCircle size={14} aria-hidden="true" />
          {view.finishHint}
        </span>
      ) : null}
      <span className={classes.onwards}>
        {view && view.stepNumber > 1 ? (
          <Button variant="default" aria-disabled={busy !== null} onClick={() => void back()}>
            {t('process.back')}
          </Button>
        ) : null}
        {view ? (
          <Button
            type="submit"
            className={classes.next}
            aria-disabled={busy !== null}
            data-busy={busy === 'next' || undefined}
          >
            {t('process.next')}
          </Button>
        ) : null}
      </span>
    </footer>
  )
}

/** Stop stands where Cancel was: Next pressed twice does not reach it. */
function WorkingFooter({ stage: { progress, stopping } }: { readonly stage: WorkingStage }) {
  const idle = stopping || !progress.stoppable
  return (
    <footer className={classes.footer}>
      <Button variant="default" aria-disabled={idle} onClick={() => !idle && void useProcess.getState().stop()}>
        {t(stopping ? 'process.work.stopping' : 'process.work.stop')}
      </Button>
    </footer>
  )
}

/** Work may be done in a blink: until it has taken longer, the page that started it stays on screen. */
const blink = 150

/** The wizard as it is drawn: its page, with Next pressed, for the first moment of work. */
function useShown(wizard: Wizard | null): Wizard | null {
  const working = wizard?.stage.kind === 'working'
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!working) return
    const timer = setTimeout(() => setLate(true), blink)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [working])
  if (wizard?.stage.kind !== 'working' || late) return wizard
  return { ...wizard, busy: 'next', stage: wizard.stage.page }
}

/** Every page starts in its first field, or on its last button; a page that comes back with faults, in the first of them. */
function useFocusStart(panel: { readonly current: HTMLElement | null }, wizard: Wizard | null): void {
  const stage = wizard?.stage
  const page = stage?.kind === 'step' ? `${stage.view.step.id} ${stage.shown}` : stage?.kind
  const faulty = stage?.kind === 'step' ? Object.keys(stage.faults).length > 0 && wizard?.busy === null : false
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page is what makes it start anew
  useEffect(() => {
    const target = panel.current && startOf(panel.current, faulty)
    target?.focus()
    // What is typed now takes the place of what was suggested.
    if (target instanceof HTMLInputElement) target.select()
  }, [page, faulty])
}

/** When the wizard closes, the focus goes back to what opened it, if that is still there. */
function useFocusReturn(onFocusLost: () => void): void {
  const lost = useEffectEvent(onFocusLost)
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    return () => {
      const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : null
      back?.focus()
      if (document.activeElement !== back) lost()
    }
  }, [opener])
}
