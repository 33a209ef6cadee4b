import { type BureauSettings, foldedWord, type StatusWord } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import { type Lines, listLines } from './lines'

/** What changed in how the bureau is connected and understood. The secret itself is in no history. */
export function bureauLines(before: BureauSettings, after: BureauSettings): Lines {
  const line = (label: string, text: (settings: BureauSettings) => string) => {
    return { label, before: text(before), after: text(after) }
  }
  return [
    line(t('changes.bureau.connection'), ({ connection }) => t(`changes.bureau.connections.${connection}`)),
    line(t('changes.bureau.folder'), ({ folder }) => folder.path),
    line(t('changes.bureau.format'), ({ folder }) => t(`changes.bureau.formats.${folder.format}`)),
    line(t('changes.bureau.address'), ({ rest }) => rest.address),
    line(t('changes.bureau.organisation'), ({ rest }) => rest.organisation),
    line(t('changes.bureau.clientId'), ({ rest }) => rest.clientId),
    ...secretLines(before.rest.secret, after.rest.secret),
    line(t('changes.bureau.ordersPerBatch'), ({ ordersPerBatch }) => String(ordersPerBatch)),
    ...wordLines(before.statusWords, after.statusWords),
  ].filter((each) => each.before !== each.after)
}

/** Under which names secrets are kept says nothing to people: only whether there is one, and another one. */
function secretLines(before: string | null, after: string | null): Lines {
  if (before === after) return []
  const set = t('changes.bureau.secretSet')
  const there = before === null ? set : t('changes.bureau.secretNewlySet')
  return [
    {
      label: t('changes.bureau.secret'),
      before: before === null ? '' : set,
      after: after === null ? t('changes.bureau.secretForgotten') : there,
    },
  ]
}

/** One line for each word that came, went, or means something else now; one if only their order changed. */
function wordLines(before: readonly StatusWord[], after: readonly StatusWord[]): Lines {
  const label = t('changes.bureau.statusWord')
  const was = byWord(before)
  const is = byWord(after)
  const changed = [...new Set([...was.keys(), ...is.keys()])].map((word) => {
    return { label, before: meaning(was.get(word)), after: meaning(is.get(word)) }
  })
  const orders = listLines(label, t('changes.bureau.wordOrder'), [[...was.keys()], [...is.keys()]])
  const moved = orders.filter((line) => line.label === t('changes.bureau.wordOrder'))
  return [...changed, ...moved]
}

function byWord(words: readonly StatusWord[]): ReadonlyMap<string, StatusWord> {
  return new Map(words.map((row) => [foldedWord(row.word), row]))
}

function meaning(row: StatusWord | undefined): string {
  return row ? t('changes.bureau.wordMeans', { word: row.word, state: stateLabel('card', row.state) }) : ''
}
