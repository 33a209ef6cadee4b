import { desk } from '../../desk'
import { attemptToLeave } from '../../state/leaving'
import { mirror } from '../../state/mirror'
import { useView } from '../../state/view'
import { useProcess } from '../process/process-store'

/** Covers the screen until the password is given. What is open stays open behind. */
export async function lockScreen(): Promise<void> {
  const answer = await desk.session.lock()
  if (answer.ok) await mirror.accept(answer.value)
}

/** Ends the session; asks first when unsaved changes, or what was typed into a wizard, would be lost. */
export function signOut(): void {
  attemptToLeave(() => {
    const { wizard, leave } = useProcess.getState()
    // The wizard asks in its own place, where one sees what would be lost.
    if (wizard?.typed || wizard?.stage.kind === 'working') useView.getState().showTab('search')
    leave(() => void endSession())
  })
}

/** Ends the session at once, as from the locked screen. */
export async function endSession(): Promise<void> {
  const answer = await desk.session.signOut()
  if (answer.ok) await mirror.accept(answer.value)
}
