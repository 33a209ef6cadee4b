import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import packageFile from '../../package.json' with { type: 'json' }
import { root } from '../../electron/launch/project.mjs'
import { actions, runners } from '../support/workflows/actions.ts'
import { type Finding, lintWorkflow } from '../support/workflows/linter.ts'
import { judgeWorkflow } from '../support/workflows/rules.ts'

const folder = join(root, '.github/workflows')
const names = readdirSync(folder)
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')

/** Everything that is wrong with a file, as `line: sentence`. */
async function check(name: string, text: string): Promise<readonly string[]> {
  const found: readonly Finding[] = [...(await lintWorkflow(name, text)), ...judgeWorkflow(name, text)]
  return found.map(({ line, sentence }) => `${line}: ${sentence}`)
}

describe('The workflow files', () => {
  it('are those for every push, for a release, and what both of them do', () => {
    expect(names.toSorted()).toEqual(['build.yml', 'checks.yml', 'release.yml'])
  })

  it.each(names)('%s is a valid one and keeps the rules of the project', async (name) => {
    expect(await check(name, textOf(name))).toEqual([])
  })

  it('build on all three systems, on the real runtime', () => {
    const { jobs } = parse(textOf('build.yml'))
    const { matrix } = jobs.build.strategy
    expect(matrix.include.map(({ system }: { system: string }) => system)).toEqual(['Linux', 'Windows', 'macOS'])
    expect(jobs.build.env).toEqual({ CARD_DESK_RUNTIME: 'electron' })
  })
})

describe('What is beside the workflows', () => {
  it('lists no action and no machine that no workflow uses', () => {
    const all = names.map(textOf).join('\n')
    for (const name of Object.keys(actions)) expect(all).toContain(`uses: ${name}@`)
    for (const name of runners) expect(all).toMatch(new RegExp(`(runs-on|runner): ${name}\\n`))
  })

  it('proposes newer actions and packages, and none whose newer line does not do', () => {
    const { version, updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8'))
    expect(version).toBe(2)
    const ecosystems = updates.map((each: { 'package-ecosystem': string }) => each['package-ecosystem'])
    expect(ecosystems).toEqual(['github-actions', 'npm'])
    const ignored = updates[1].ignore.map((each: { 'dependency-name': string }) => each['dependency-name'])
    for (const name of ignored) expect(packageFile.devDependencies).toHaveProperty([name])
  })
})

describe('A spoilt workflow file is refused', () => {
  const spoilt: readonly (readonly [what: string, name: string, from: string, to: string, sentence: string])[] = [
    // What the language service knows.
    ['an unknown key', 'checks.yml', 'pull_request:', 'pull_requests:', "Unexpected value 'pull_requests'"],
    ['an unknown key of a step', 'build.yml', 'run: npm ci', 'runs: npm ci', "Unexpected value 'runs'"],
    ['a broken expression', 'checks.yml', 'github.ref }}', 'github.ref( }}', 'Unexpected'],
    ['a function that is none', 'build.yml', 'if: always()', 'if: allways()', "Unrecognized function: 'allways'"],
    ['a value the matrix has not', 'build.yml', 'matrix.runner', 'matrix.machine', 'invalid: machine'],
    ['a fact about nothing', 'release.yml', 'github.ref_name', 'github.tag_name', 'invalid: tag_name'],
    [
      'a secret that is not asked for',
      'build.yml',
      'secrets.MACOS_CERTIFICATE_PASSWORD',
      'secrets.MAC',
      'Nobody is asked for MAC',
    ],
    [
      'a secret that the called one does not take',
      'release.yml',
      'MACOS_CERTIFICATE: ',
      'MAC: ',
      'secret, MAC is not defined',
    ],
    ['a step that is none', 'build.yml', 'steps.package.', 'steps.packaging.', 'invalid: packaging'],
    [
      'a job to wait for that is none',
      'release.yml',
      'needs: gather',
      'needs: gathering',
      "Value 'gathering' is not valid",
    ],
    ['a right that is none', 'checks.yml', 'contents: read', 'content: read', "Unexpected value 'content'"],
    ['an input an action has not', 'build.yml', 'node-version: 24', 'node: 24', "Invalid action input 'node'"],
    [
      'an action nobody looked at',
      'build.yml',
      'actions/setup-node@',
      'somebody/setup-node@',
      'Unable to resolve action',
    ],
    [
      'two keys of one name',
      'checks.yml',
      '    name: Build\n',
      '    name: Build\n    name: Again\n',
      'is already defined',
    ],
    ['a time that is none', 'release.yml', 'timeout-minutes: 5', 'timeout-minutes: soon', "Unexpected value 'soon'"],
    // The project's own rules.
    ['an action pinned by a tag', 'build.yml', '@3d3c42e5aac5ba805825da76410c181273ba90b1', '@v7', 'not pinned'],
    ['a pin without its version', 'build.yml', ' # v7.0.1', '', 'no comment with its version'],
    ['rights at the top', 'checks.yml', 'permissions: {}', 'permissions: read-all', 'permissions are {}'],
    ['no rights at the top', 'checks.yml', 'permissions: {}\n', '', 'permissions are {}'],
    [
      'a job that does not say its rights',
      'build.yml',
      '    permissions:\n      contents: read\n',
      '',
      'permissions are missing',
    ],
    ['a right to write', 'build.yml', 'contents: read', 'contents: write', 'may not write contents'],
    [
      'a writing job that runs a package',
      'release.yml',
      'run: gh release',
      'run: npx gh release',
      'may write runs code',
    ],
    ['no timeout', 'build.yml', '    timeout-minutes: 120\n', '', 'no timeout-minutes'],
    [
      'no concurrency',
      'checks.yml',
      /concurrency:[\s\S]*?\n\n/.exec(textOf('checks.yml'))?.[0] ?? 'none',
      '',
      'no concurrency',
    ],
    [
      'credentials left behind',
      'build.yml',
      'persist-credentials: false',
      'persist-credentials: true',
      'leaves its credentials',
    ],
    [
      'an outsider’s words in a command',
      'release.yml',
      'version.ts "$TAG"',
      `version.ts ${'$'}{{ github.ref_name }}`,
      'hand it over in env',
    ],
    [
      'an event that trusts outsiders',
      'checks.yml',
      '  pull_request:',
      '  pull_request_target:',
      'rights of this repository',
    ],
    [
      'secrets in pull requests',
      'checks.yml',
      'uses: ./.github/workflows/build.yml',
      'uses: ./.github/workflows/build.yml\n    secrets: inherit',
      'would get the secrets',
    ],
    ['a script that package.json has not', 'build.yml', 'npm run package', 'npm run pack', 'no script "pack"'],
    [
      'a path that is not there',
      'build.yml',
      'test/installed/allow-sandbox.ts',
      'test/installed/allow.ts',
      'is not there',
    ],
    ['a folder that no step makes', 'build.yml', 'npm run package\n', 'npm run build\n', 'no step makes it'],
    ['a workflow that is not there', 'checks.yml', 'workflows/build.yml', 'workflows/builds.yml', 'is not there'],
    ['a machine that is none', 'build.yml', 'runner: macos-26', 'runner: macos-62', '"macos-62" is not a machine'],
    ['another shell', 'build.yml', 'shell: bash', 'shell: pwsh', 'is to be bash'],
  ]

  it.each(spoilt)('%s', async (_what, name, from, to, sentence) => {
    const whole = textOf(name)
    expect(whole).toContain(from)
    const found = await check(
      name,
      whole.replace(from, () => to),
    )
    expect(found.join('\n')).toContain(sentence)
  })
})
