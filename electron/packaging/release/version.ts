import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { complaintAbout } from './tag.ts'

// node electron/packaging/release/version.ts TAG: ends with 1 when the tag is not the version of package.json. Needs no
// package.

const packageFile = new URL('../../../package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(fileURLToPath(packageFile), 'utf8')) as { version: string }
const complaint = complaintAbout(process.argv[2] ?? '', version)
console.log(complaint ?? `The tag is the version: ${version}.`)
process.exit(complaint === null ? 0 : 1)
