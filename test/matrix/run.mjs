import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { ownNode, root } from '../../electron/launch/project.mjs'

// npm run test:matrix: every state, process, role and option setting that matters, against the one answer
// that is right. Further arguments go to Vitest. The last line is `N combinations, 0 wrong`.

await ensurePackages()
const folder = mkdtempSync(join(tmpdir(), 'card-desk-matrix-'))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const config = '--config=test/matrix/vitest.config.ts'
const child = spawn(ownNode, [vitest, 'run', config, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, CARD_DESK_MATRIX_REPORT: folder },
})
const code = await new Promise((settle) => {
  child.on('error', () => settle(1))
  child.on('close', settle)
})
const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
rmSync(folder, { recursive: true })
const combinations = reports.reduce((sum, report) => sum + report.combinations, 0)
const wrong = reports.reduce((sum, report) => sum + report.wrong.length, 0)
console.log(`${combinations} combinations, ${wrong} wrong`)
process.exit(code === 0 && wrong === 0 && combinations > 0 ? 0 : 1)
