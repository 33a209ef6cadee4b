import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '@xyflow/react/dist/style.css'
import './theme/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { t } from '../shared/texts'
import { App } from './app'
import { startAbout } from './features/about/about-store'
import { startMirror } from './state/mirror'
import { applyThemeVariables } from './theme/apply-variables'

/** The bundled font is there before the first paint, so that no text moves when it arrives. */
async function fontsReady() {
  await Promise.allSettled(['400', '600'].map((weight) => document.fonts.load(`${weight} 14px "Inter Variable"`)))
}

/** What floats above the page is a place of its own for whoever goes from landmark to landmark. */
function namePortals() {
  const portals = document.getElementById('portals')
  portals?.setAttribute('role', 'region')
  portals?.setAttribute('aria-label', t('shell.portals'))
}

async function start() {
  applyThemeVariables()
  namePortals()
  startAbout()
  await Promise.all([fontsReady(), startMirror()])
  const root = document.getElementById('desk')
  if (!root) throw new Error('index.html has no element "desk"')
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

void start()
