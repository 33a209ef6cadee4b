import { readFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { root } from '../../../electron/launch/project.mjs'
import { actions } from './actions.ts'

/** Something that is wrong with a workflow file. */
export interface Finding {
  /** Counted from 1. */
  readonly line: number
  readonly sentence: string
}

// The packages are written for bundlers and import their JSON files without saying that it is JSON; Node wants it said.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { validate } = await import('@actions/languageservice')

/** The service remembers files by their address, whatever is in them by then: each check has an address of its own. */
let checked = 0

/**
 * What GitHub's own language service finds in a workflow file: unknown keys, broken expressions, values that no matrix,
 * step or job has, inputs that an action or a called workflow does not take. Hints and warnings count as well.
 */
export async function lintWorkflow(name: string, text: string): Promise<readonly Finding[]> {
  checked += 1
  const document = TextDocument.create(`file:///${checked}/.github/workflows/${name}`, 'yaml', 1, text)
  const found = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata: metadataOf },
    fileProvider: { getFileContent: calledWorkflow },
  })
  return found.map(({ range, message }) => ({
    line: range.start.line + 1,
    sentence: typeof message === 'string' ? message : message.value,
  }))
}

/** A workflow of this project that another one calls. */
async function calledWorkflow(reference: { readonly path: string }) {
  return { name: reference.path, content: await readFile(join(root, reference.path), 'utf8') }
}

/** The service would ask GitHub which inputs an action takes; here a list answers. */
async function metadataOf(reference: { readonly owner: string; readonly name: string }) {
  const name = `${reference.owner}/${reference.name}`
  const inputs = actions[name]
  if (inputs === undefined) return undefined
  return {
    name,
    description: '',
    inputs: Object.fromEntries(inputs.map((input) => [input, { description: '' }])),
  }
}
