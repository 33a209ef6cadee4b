import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../electron/launch/building.mjs'
import { ensurePackages } from '../electron/launch/packages.mjs'
import { root } from '../electron/launch/project.mjs'
import { describeRuntime, ensureRuntime, environmentOf } from '../electron/launch/runtime.mjs'
import { runSideBySide } from './support/side-by-side.mjs'
import { temporaryEnvironment } from './support/temporary-place.mjs'

// npm test: everything a fresh machine needs, then every check, the quick ones first, in turn or two at a time. Names
// of steps as arguments run those alone: `npm test -- lint unit`. The last line is `N passed, N failed`.

const reports = join(root, 'out/reports')
/** Programs that are started hundreds of times are compiled once a run: https://nodejs.org/api/module.html#module-compile-cache */
const compiled = join(root, 'out/compiled')
const bin = (path) => join(root, 'node_modules', path)
const types = (side) => ({
  name: `types of ${side}`,
  group: 'types',
  beside: true,
  values: [bin('typescript/bin/tsc'), '-p', side],
})

function vitest(name, group, config) {
  const file = `vitest-${group}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, file)}`]
  const values = [bin('vitest/vitest.mjs'), 'run', `--config=${config}`, ...reporters]
  return { name, group, values, counted: () => countVitest(report(file)) }
}

/** In the order in which they are told. `beside`: leaves a core to another, so that two such steps run at a time. */
const steps = [
  {
    name: 'format and lint',
    group: 'lint',
    beside: true,
    values: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'],
  },
  ...['shared', 'electron', 'renderer', 'test'].map(types),
  vitest('unit, integration and crash tests', 'unit', 'test/vitest.config.ts'),
  {
    ...vitest('matrix of states, processes, roles and options', 'matrix', 'test/matrix/vitest.config.ts'),
    beside: true,
  },
  {
    name: 'production: out and back',
    group: 'production',
    beside: true,
    // The short form of `npm run test:production`; each way to the bureau counts as one.
    values: [
      join(root, 'test/production/main.ts'),
      '--orders=300',
      '--kills=6',
      `--report=${join(reports, 'ways.json')}`,
    ],
    counted: () => ({ passed: report('ways.json').right, failed: report('ways.json').wrong, skipped: 0 }),
  },
  {
    name: 'fuzzing: every call of the contract',
    group: 'fuzz',
    beside: true,
    // The short form of `npm run test:fuzz`, with other calls each time; each desk that was played at counts as one.
    values: [
      join(root, 'test/fuzz/main.ts'),
      '--calls=3000',
      '--longest=800',
      `--report=${join(reports, 'fuzz.json')}`,
    ],
    counted: () => ({ passed: report('fuzz.json').right, failed: report('fuzz.json').wrong, skipped: 0 }),
  },
  {
    name: 'crash: killed at work',
    group: 'crash',
    beside: true,
    // The short form of `npm run test:crash`; each folder that was killed in counts as one.
    values: [join(root, 'test/crash/main.ts'), '--kills=100', `--report=${join(reports, 'crash.json')}`],
    counted: () => ({ passed: report('crash.json').right, failed: report('crash.json').wrong, skipped: 0 }),
  },
  {
    name: 'benchmark, small form',
    group: 'bench',
    beside: true,
    // Proves that everything can be measured; each row of the table counts as one. Its times say nothing.
    values: [join(root, 'test/bench/main.ts'), '--cards=300', '--once', `--json=${join(reports, 'bench.json')}`],
    counted: () => countRows(report('bench.json')),
  },
  {
    name: 'packages: what can be seen without the runtime',
    group: 'package',
    beside: true,
    // As `npm run package -- --check`; each check of it counts as one.
    values: [join(root, 'test/packaging/main.ts'), `--report=${join(reports, 'package.json')}`],
    counted: () => ({ passed: report('package.json').passed, failed: report('package.json').failed, skipped: 0 }),
  },
  {
    name: 'end-to-end tests',
    group: 'e2e',
    values: [bin('@playwright/test/cli.js'), 'test', '--config=test/playwright.config.ts', '--reporter=list,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'playwright.json') },
    counted: () => countPlaywright(report('playwright.json')),
  },
]

const total = { passed: 0, failed: 0, skipped: 0 }
/** As soon as electron-builder is loaded, a part of it makes a folder for a cache among the temporary files. */
const withoutCaches = { JITI_FS_CACHE: 'false' }

try {
  const chosen = chooseSteps(process.argv.slice(2))
  const runtime = await prepare()
  const ranOn = `End-to-end tests ran on ${await describeRuntime(runtime)}`
  const environment = {
    ...temporaryEnvironment(),
    ...environmentOf(runtime),
    NODE_COMPILE_CACHE: compiled,
    ...withoutCaches,
  }
  await runSideBySide(chosen, environment, async (step, ended) => {
    console.log(`\n── ${step.name}`)
    const ok = await ended()
    const counts = step.counted ? readCounts(step, ok) : { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
    console.log(`── ${step.name}: ${counts.passed} passed, ${counts.failed} failed${skippedText(counts)}`)
    for (const kind of Object.keys(total)) total[kind] += counts[kind]
  })
  tellWhatRan(chosen, ranOn)
} catch (error) {
  console.error(error.message)
  total.failed += 1
}
console.log(`\n${total.passed} passed, ${total.failed} failed${skippedText(total)}`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** Installs and builds what the steps need; answers the runtime of the end-to-end tests. */
async function prepare() {
  await ensurePackages()
  const runtime = await ensureRuntime()
  await ensureBuild()
  for (const folder of [reports, compiled]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  return runtime
}

/** Says on what the application ran, and what could not be shown on it. */
function tellWhatRan(chosen, ranOn) {
  if (!chosen.some(({ group }) => group === 'e2e')) return
  console.log(`\n${ranOn}`)
  const notRun = new Map(linesOf('not-run.json').map(({ name, why }) => [name, why]))
  if (notRun.size === 0) return
  console.log('Not run here, because this machine cannot show it:')
  for (const [name, why] of notRun) console.log(`  ${name}. ${why}`)
}

/** The lines of a report that several programs wrote to. */
function linesOf(name) {
  const path = join(reports, name)
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
}

function chooseSteps(groups) {
  const known = new Set(steps.map(({ group }) => group))
  for (const group of groups) {
    if (!known.has(group)) throw new Error(`There is no step "${group}"; there are ${[...known].join(', ')}.`)
  }
  return groups.length === 0 ? steps : steps.filter(({ group }) => groups.includes(group))
}

/** A step that ran nothing, left no report, or ended badly without a failed test has failed all the same. */
function readCounts({ name, counted }, ok) {
  try {
    const counts = counted()
    if (counts.passed + counts.failed === 0) {
      console.error(`${name}: not a single test was run.`)
      return { ...counts, failed: 1 }
    }
    if (!ok && counts.failed === 0) {
      console.error(`${name}: the tool ended with an error although no test failed.`)
      return { ...counts, failed: 1 }
    }
    return counts
  } catch (error) {
    console.error(`${name}: there is no report of it: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function report(name) {
  return JSON.parse(readFileSync(join(reports, name), 'utf8'))
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that cannot even be loaded has no tests to count.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + (numTodoTests ?? 0),
  }
}

function countRows({ rows, complete }) {
  return { passed: complete, failed: rows.length - complete, skipped: 0 }
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }
}

function skippedText({ skipped }) {
  return skipped > 0 ? `, ${skipped} skipped` : ''
}
