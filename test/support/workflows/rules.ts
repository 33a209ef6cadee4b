import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'
import { root } from '../../../electron/launch/project.mjs'
import { runners } from './actions.ts'
import type { Finding } from './linter.ts'

/** The parts of a workflow file that the project's own rules look at. */
const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
})
const job = z.object({
  'runs-on': z.string().optional(),
  uses: z.string().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  'timeout-minutes': z.number().optional(),
  defaults: z.object({ run: z.object({ shell: z.string() }) }).optional(),
  strategy: z.object({ matrix: z.object({ include: z.array(z.record(z.string(), z.unknown())) }) }).optional(),
  secrets: z.unknown().optional(),
  steps: z.array(step).default([]),
})
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.unknown().optional(),
  concurrency: z.unknown().optional(),
  jobs: z.record(z.string(), job),
})
type Job = z.infer<typeof job>
type Step = z.infer<typeof step>

/** What may be written, by workflow and job; whatever is not here only reads. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  'release.yml attest': ['id-token', 'attestations'],
  'release.yml draft': ['contents'],
}

/** Folders that are not in the repository, and the command that makes each. */
const made: Readonly<Record<string, RegExp>> = {
  'out/installers': /\bnpm run package\b/,
  'out/reports': /\bnpm test\b/,
  'out/test-results': /\bnpm test\b/,
  'out/installed': /\bnpm run test:installed\b.* --out out\/installed\b/,
  'out/systems': /^path: out\/systems$/m,
  'out/release': /\bgather\.ts out\/systems out\/release\b|^path: out\/release$/m,
}

/** A person from outside decides what these events carry, and the workflow would run with this repository's rights. */
const trusting = ['pull_request_target', 'workflow_run', 'issue_comment', 'issues', 'discussion']

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).scripts

/**
 * The rules that the project has for its workflows beside what makes a file a valid one: what they may do, what they
 * may run, and that everything they name is there.
 * @param name of the file in `.github/workflows`
 */
export function judgeWorkflow(name: string, text: string): readonly Finding[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const findings: Finding[] = []
  /** Notes what is wrong with the value at a path. */
  const note = (path: readonly (string | number)[], sentence: string): void => {
    const node = document.getIn(path, true) as Node | undefined
    findings.push({ line: node?.range ? lines.linePos(node.range[0]).line : 1, sentence })
  }
  const read = workflow.safeParse(document.toJS())
  if (!read.success) {
    for (const { path, message } of read.error.issues) note(path.map(key), `${path.join('.')}: ${message}`)
    return findings
  }
  const { on, permissions, concurrency, jobs } = read.data
  const judgeReference = (uses: string | undefined, path: readonly (string | number)[]): void => {
    const node = document.getIn(path, true)
    const complaint = uses === undefined ? null : wrongReference(uses, isScalar(node) ? (node.comment ?? '') : '')
    if (complaint !== null) note(path, complaint)
  }

  for (const event of trusting) {
    if (event in on) note(['on', event], `${event} runs what somebody else wrote with the rights of this repository.`)
  }
  if (!isEmptyMap(document.get('permissions', true)) || permissions === undefined) {
    note(['permissions'], 'At the top, permissions are {}: each job asks for its own.')
  }
  if (!('workflow_call' in on) && concurrency === undefined) note(['on'], 'There is no concurrency.')
  const called = z.object({ secrets: z.record(z.string(), z.unknown()).default({}) }).safeParse(on.workflow_call)
  for (const [, secret = ''] of called.success ? text.matchAll(/\bsecrets\.(\w+)/g) : []) {
    if (!(secret in (called.data?.secrets ?? {}))) note(['on', 'workflow_call'], `Nobody is asked for ${secret}.`)
  }
  for (const [id, each] of Object.entries(jobs)) {
    const place = (...path: readonly (string | number)[]) => ['jobs', id, ...path]
    judgeJob({ name, id, job: each, forEverybody: 'pull_request' in on }, (path, sentence) =>
      note(place(...path), sentence),
    )
    judgeReference(each.uses, place('uses'))
    for (const [index, { uses }] of each.steps.entries()) judgeReference(uses, place('steps', index, 'uses'))
  }
  return findings
}

type Note = (path: readonly (string | number)[], sentence: string) => void

interface JobFacts {
  /** The workflow file. */
  readonly name: string
  readonly id: string
  readonly job: Job
  /** A pull request runs it. */
  readonly forEverybody: boolean
}

function judgeJob({ name, id, job, forEverybody }: JobFacts, note: Note): void {
  if (job.permissions === undefined) note([], 'The job does not say what it may do: permissions are missing.')
  const writes = Object.entries(job.permissions ?? {}).filter(([, level]) => level === 'write')
  for (const [scope] of writes) {
    if (mayWrite[`${name} ${id}`]?.includes(scope)) continue
    note(['permissions', scope], `The job may not write ${scope}.`)
  }
  if (forEverybody && job.secrets !== undefined)
    note(['secrets'], 'Whoever makes a pull request would get the secrets.')
  if (job.secrets === 'inherit') note(['secrets'], 'Each secret that is handed on is named.')
  if (job.uses !== undefined) return

  if (job['timeout-minutes'] === undefined) note([], 'The job has no timeout-minutes.')
  for (const runner of runnersOf(job)) {
    if (!runners.includes(runner)) note(['runs-on'], `"${runner}" is not a machine that is known to be there.`)
  }
  if (job.steps.some(({ run }) => run !== undefined) && job.defaults?.run.shell !== 'bash') {
    note([], 'Commands are written for bash: defaults.run.shell is to be bash.')
  }
  for (const [index, step] of job.steps.entries()) {
    const noteStep: Note = (path, sentence) => note(['steps', index, ...path], sentence)
    judgeStep(step, { forEverybody, mayWrite: writes.length > 0 }, noteStep)
    judgeNames(step, job.steps.slice(0, index), noteStep)
  }
}

function judgeStep(step: Step, job: { readonly forEverybody: boolean; readonly mayWrite: boolean }, note: Note): void {
  const { run = '', uses = '' } = step
  for (const [, expression = ''] of run.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)) {
    // Whatever an expression holds becomes part of the command: only our own words may.
    if (!/^matrix\.\w+$/.test(expression)) note(['run'], `\${{ ${expression} }} in a command: hand it over in env.`)
  }
  if (uses.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false) {
    note(['uses'], 'The checkout leaves its credentials behind: persist-credentials is to be false.')
  }
  if (job.forEverybody && JSON.stringify(step).includes('secrets.')) {
    note([], 'Whoever makes a pull request would get the secrets.')
  }
  if (job.mayWrite && (uses.startsWith('actions/checkout@') || /\b(npm|npx|node)\b/.test(run))) {
    note([], 'A job that may write runs code of the repository or of a package.')
  }
}

/** Every script, file and folder that a step names is there, or an earlier step makes it. */
function judgeNames({ run, uses, with: values }: Step, earlier: readonly Step[], note: Note): void {
  for (const [, named, short] of (run ?? '').matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)) {
    const script = named ?? short ?? ''
    if (!(script in scripts)) note(['run'], `package.json has no script "${script}".`)
  }
  // Where an action puts things, it makes the folder.
  const named = uses?.startsWith('actions/download-artifact@') ? [] : Object.values(values ?? {}).map(String)
  const words = [run ?? '', ...(uses === undefined ? [] : named)].join('\n').split(/\s+/)
  for (const word of words.filter((each) => /^[\w.-]+(\/[\w.*-]+)+$/.test(each))) {
    const folder = Object.keys(made).find((each) => word === each || word.startsWith(`${each}/`))
    const done = [...earlier.map(written), run ?? ''].join('\n')
    const isThere = folder === undefined ? existsSync(join(root, word)) : made[folder]?.test(done)
    if (!isThere) note([run === undefined ? 'with' : 'run'], `${word} is not there, and no step makes it.`)
  }
}

/** What a step does, as text: its command and its inputs. */
function written({ run = '', with: values = {} }: Step): string {
  return [run, ...Object.entries(values).map(([input, value]) => `${input}: ${value}`)].join('\n')
}

/** What is wrong with the way another workflow or an action is named; `null` when nothing is. */
function wrongReference(uses: string, comment: string): string | null {
  if (uses.startsWith('./')) return existsSync(join(root, uses)) ? null : `${uses} is not there.`
  if (!/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(uses)) return `${uses} is not pinned by the whole id of a commit.`
  return /^ v\d+\.\d+\.\d+$/.test(comment) ? null : `${uses} has no comment with its version, as in "# v1.2.3".`
}

function runnersOf(job: Job): readonly string[] {
  const runner = job['runs-on'] ?? ''
  const [, variable] = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(runner) ?? []
  if (variable === undefined) return [runner]
  return (job.strategy?.matrix.include ?? []).map((values) => String(values[variable]))
}

function isEmptyMap(node: unknown): boolean {
  return isMap(node) && node.items.length === 0
}

function key(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part)
}
