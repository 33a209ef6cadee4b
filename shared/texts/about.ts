import type { About, Runtime } from '../model'
import { t } from './index'

/** One thing the program says of itself. */
export interface AboutFact {
  readonly label: string
  readonly value: string
}

/** Everything the program says of itself, in the order in which people read it; the first is product and version. */
export function aboutFacts({ version, runtime, system, dataFormat }: About): readonly AboutFact[] {
  return [
    { label: t('about.facts.product'), value: version },
    ...runtimeFacts(runtime),
    { label: t('about.facts.system'), value: t('about.systemLine', { ...system }) },
    { label: t('about.facts.dataFormat'), value: String(dataFormat) },
  ]
}

function runtimeFacts(runtime: Runtime): readonly AboutFact[] {
  const node = { label: t('about.facts.node'), value: runtime.node }
  if (runtime.kind === 'node') return [node]
  const electron = runtime.kind === 'electron' ? runtime.electron : t('about.noElectron')
  return [
    { label: t('about.facts.electron'), value: electron },
    { label: t('about.facts.chromium'), value: runtime.chromium ?? t('about.notKnown') },
    node,
  ]
}

/** The same as lines of text, to be copied into a message. */
export function aboutText(about: About): string {
  return aboutFacts(about)
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n')
}
