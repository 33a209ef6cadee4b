import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { z } from 'zod'
import { ownNode, root } from '../../electron/launch/project.mjs'
import type { Finding } from '../../electron/packaging/inspect.ts'

const reportShape = z.object({
  ok: z.boolean(),
  runtime: z.string(),
  steps: z.array(z.object({ name: z.string(), ok: z.boolean(), error: z.string().optional() })),
  requests: z.array(z.object({ url: z.string() })),
  foreign: z.array(z.object({ url: z.string() })),
})

const longestTour = 600_000
const mostOutput = 64 * 1024 * 1024

/**
 * Takes an archive out into a folder, and walks the tour through what was in it: its own main program and preload
 * script, as packaged, on the stand-in.
 * @param folder a folder that is not there yet
 * @throws {Error} when the tour leaves a report that cannot be read.
 */
export async function tourPackaged(archive: string, folder: string): Promise<readonly Finding[]> {
  const application = join(folder, 'resources/app')
  extractAll(archive, application)
  const out = join(folder, 'tour')
  const said = await run([join(root, 'test/tour/tour.ts'), '--app', application, '--out', out])
  const text = await readFile(join(out, 'report.json'), 'utf8').catch(() => null)
  if (text === null) return [{ name: 'tour', problems: [said] }]
  const { ok, runtime, steps, requests, foreign } = reportShape.parse(JSON.parse(text))
  const failed = steps.filter((step) => !step.ok).map(({ name, error }) => `${name}: ${error}`)
  return [
    {
      name: 'tour',
      problems: ok ? [] : [...failed, ...(failed.length === 0 ? [said] : [])],
      figures: `${steps.length} steps on the ${runtime}`,
    },
    {
      name: 'no request to another host',
      problems: [
        ...foreign.map(({ url }) => `the page asked for ${url}`),
        ...(requests.length === 0 ? ['not a single request was seen, so none was watched'] : []),
      ],
      figures: `${requests.length} requests`,
    },
  ]
}

/** What the tour said, for when it says nothing else. */
function run(values: readonly string[]): Promise<string> {
  const environment = {
    ...process.env,
    CARD_DESK_RUNTIME: 'stand-in',
    // Only a program that is not packaged takes its pages from there: with nobody there, this one must not notice.
    ELECTRON_RENDERER_URL: 'http://127.0.0.1:9',
  }
  return new Promise((settle) => {
    const options = { cwd: root, env: environment, timeout: longestTour, maxBuffer: mostOutput }
    const child = execFile(ownNode, [...values], options, (_error, output, errors) => {
      process.off('exit', end)
      settle(`${output}\n${errors}`.trim())
    })
    // Nothing of a check outlives it, however it ends.
    const end = () => child.kill()
    process.once('exit', end)
  })
}
