import { Modal } from '@mantine/core'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { desk } from '../../desk'
import { useMirror } from '../../state/mirror'
import { AboutFacts } from './about-facts'
import { closeAbout, useAbout } from './about-store'
import { Licences } from './licences'
import { useAnswer } from './use-answer'

/** What the program says of itself, over whatever is on screen: also before anybody signs in, for a support call. */
export function AboutDialog() {
  const shown = useAbout((state) => state.shown)
  const locked = useMirror((state) => state.session?.phase === 'locked')
  return (
    <Modal
      // Made anew where it belongs now: what it leaves in front of the desk would cover that.
      key={locked ? 'front' : 'portals'}
      opened={shown !== null}
      onClose={closeAbout}
      title={t(shown === 'licences' ? 'about.licences.title' : 'about.title')}
      size={shown === 'licences' ? 960 : 520}
      // See `startAbout`.
      closeOnEscape={false}
      // What lies behind a locked screen is out of reach there, and so would this be.
      portalProps={{ target: locked ? '#front' : '#portals' }}
      data-about-dialog
      returnFocus={false}
      onExitTransitionEnd={focusOpener}
    >
      <Content licences={shown === 'licences'} />
    </Modal>
  )
}

/**
 * Back to where one came from; a menu item or another dialog is gone by now, then to the menu. Whatever has taken the
 * keyboard since, such as "find anything", keeps it.
 */
function focusOpener() {
  const { activeElement, body } = document
  if (activeElement && activeElement !== body && !activeElement.closest('[data-about-dialog]')) return
  const { opener } = useAbout.getState()
  const place = opener?.isConnected && opener !== body ? opener : null
  const target = place ?? document.querySelector('[data-user-menu], [data-about]')
  if (target instanceof HTMLElement) target.focus()
}

function Content({ licences }: { readonly licences: boolean }) {
  const { value: about, error, retry } = useAnswer(desk.desk.about)
  if (error) return <ErrorNotice error={error} onRetry={retry} />
  if (!about) return <Loading />
  return licences ? <Licences runtime={about.runtime} /> : <AboutFacts about={about} />
}
