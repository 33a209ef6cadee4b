import { stat } from 'node:fs/promises'
import { checkExport, type ExportReport, type HistoryProof, proofIn, type VerifyReport, verifyFolder } from '../store'
import { longWork } from './long-work'
import { needed, readOptions, type Surroundings, UsageError } from './usage'

/** Checks a data folder or an exported history, and answers as JSON or in words; exit code 1 when something is wrong. */
export async function verify(parameters: readonly string[], { data }: Surroundings): Promise<number> {
  const values = readOptions(parameters, {
    data: { type: 'string' },
    export: { type: 'string' },
    proof: { type: 'string' },
    words: { type: 'boolean' },
  })
  if (values.export !== undefined) {
    if (values.data !== undefined || values.proof !== undefined) {
      throw new UsageError('--export is checked by itself, without --data and --proof')
    }
    const path = values.export
    const report = await longWork('The check', (...under) => checkExport(path, ...under))
    return answer(report, values.words ? exportWords(report) : null)
  }
  const folder = needed(values.data ?? data, 'the data folder: --data DIR, or an exported history: --export FILE')
  const proof = values.proof === undefined ? null : await proofIn(values.proof)
  if (await isFile(folder)) throw new Error(`${folder} is a file. Name the data folder, or an export with --export.`)
  const report = await longWork('The check', (...under) => verifyFolder(folder, ...under, { ...(proof && { proof }) }))
  return answer(report, values.words ? folderWords(report, proof) : null)
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

function answer(report: VerifyReport | ExportReport, words: readonly string[] | null): number {
  process.stdout.write(words ? `${words.join('\n')}\n` : `${JSON.stringify(report, null, 2)}\n`)
  return report.ok ? 0 : 1
}

function folderWords(report: VerifyReport, proof: HistoryProof | null): readonly string[] {
  const { ok, records, cards, hash, checked, fault, advice } = report
  return [
    ok ? 'The data is whole.' : 'The data has a fault.',
    `${records} records and ${cards} cards are right${hash ? `; the fingerprint of record ${records} is ${hash}` : ''}.`,
    ...(checked.length > 0 ? ['Checked and found right:', ...checked.map((each) => `- ${each}`)] : []),
    ...(ok && proof ? [`It goes on from the history of the proof: record ${proof.sequence} is the same.`] : []),
    ...(fault
      ? [`The first fault: ${fault.file}${fault.line === null ? '' : `, line ${fault.line}`}: ${fault.what}.`]
      : []),
    ...(advice ? [`What to do: ${advice}`] : []),
  ]
}

function exportWords({ ok, records, proof, fault }: ExportReport): readonly string[] {
  return [
    ok ? 'The exported history is whole.' : 'The exported history has a fault.',
    `${records} records are right.`,
    ...(proof ? [`It proves record ${proof.sequence}, whose fingerprint is ${proof.hash}.`] : []),
    ...(fault ? [`The first fault: ${fault}.`] : []),
  ]
}
