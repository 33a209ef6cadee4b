import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../electron/launch/project.mjs'
import { profileFor } from './sandbox-profile.ts'

// sudo node test/installed/allow-sandbox.ts: lets the Electron of the tests and the unpacked program have Chromium's
// sandbox where Ubuntu forbids it, instead of switching the sandbox off. The deb package brings such a profile along for
// the installed program.

const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
const profile = '/etc/apparmor.d/card-desk-tests'
const programs = [
  join(root, 'node_modules/electron/dist/electron'),
  join(root, 'out/installers/linux-unpacked/card-desk'),
]

if (isRestricted()) {
  writeFileSync(profile, profileFor(programs))
  execFileSync('apparmor_parser', ['--replace', profile], { stdio: 'inherit' })
  console.log(`${profile} lets these programs have a sandbox:\n${programs.join('\n')}`)
} else {
  console.log('Nothing keeps programs from having a sandbox here.')
}

function isRestricted(): boolean {
  try {
    return readFileSync(restriction, 'utf8').trim() === '1'
  } catch {
    // There is no such restriction in kernels of other distributions.
    return false
  }
}
