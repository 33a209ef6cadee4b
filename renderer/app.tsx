import { MantineProvider } from '@mantine/core'
import { useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { DeskError } from '../shared/errors'
import classes from './app.module.css'
import { ErrorBoundary } from './components/error-boundary'
import { ErrorNotice } from './components/error-notice'
import { Loading } from './components/loading'
import { AboutDialog } from './features/about/about-dialog'
import { focusWizard } from './features/process/wizard-focus'
import { Shell } from './features/shell/shell'
import { FirstStart } from './features/sign-in/first-start'
import { LockScreen } from './features/sign-in/lock-screen'
import { SignIn } from './features/sign-in/sign-in'
import { mirror, useMirror } from './state/mirror'
import { theme } from './theme/theme'

/**
 * Covers the desk while it is locked. What was open stays mounted behind, out of sight and out of
 * reach, and is there again after unlocking.
 */
function Cover() {
  // Remembered before anything is drawn: then the password field takes the focus, and what is inert loses it.
  const [before] = useState(() => document.activeElement)
  useLayoutEffect(() => {
    const behind = ['desk', 'portals'].map((id) => document.getElementById(id))
    for (const element of behind) if (element) element.inert = true
    return () => {
      for (const element of behind) if (element) element.inert = false
      if (before instanceof HTMLElement && before !== document.body) before.focus()
      // What had it may be gone, as a menu is: then work goes on in the wizard.
      if (document.activeElement !== before || before === document.body) focusWizard()
    }
  }, [before])
  const front = document.getElementById('front')
  return front ? createPortal(<LockScreen />, front) : null
}

/** The desk itself does not answer: nothing else can be shown. */
function Unreachable({ error }: { readonly error: DeskError }) {
  return (
    <main className={classes.unreachable}>
      <ErrorNotice error={error} onRetry={mirror.refresh} />
    </main>
  )
}

function Phase() {
  const session = useMirror((state) => state.session)
  const ready = useMirror((state) => state.snapshot !== null)
  const failure = useMirror((state) => state.failure)
  const waiting = !session || (session.phase === 'signed-in' && !ready)
  if (waiting && failure) return <Unreachable error={failure} />
  if (!session) return <Loading />
  switch (session.phase) {
    case 'first-start':
      return <FirstStart />
    case 'signed-out':
      return <SignIn />
    case 'signed-in':
    case 'locked':
      return (
        <>
          {ready ? <Shell key={session.user.id} /> : <Loading />}
          {session.phase === 'locked' ? <Cover /> : null}
        </>
      )
  }
}

/** The whole window: the theme around whatever phase the session is in. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <ErrorBoundary>
        <Phase />
        <AboutDialog />
      </ErrorBoundary>
    </MantineProvider>
  )
}
