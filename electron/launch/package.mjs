import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, ensureBuild } from './building.mjs'
import { ensurePackages } from './packages.mjs'
import { become, ownNode, root, say } from './project.mjs'

// npm run package: builds the installers of this platform into out/installers. `-- --dir` stops at the program that is
// not packed into an installer, `-- --check` packs a stub of the runtime and looks at everything that can be seen then.

const usage = `npm run package             builds the installers of this platform into out/installers
npm run package -- --dir    builds the program alone, with no installer around it
npm run package -- --check  builds nothing to install: looks at everything that can be seen in a stub of the runtime;
                            --report FILE writes what it found as JSON, too`

/** @throws {Error} about what is wrong with the command line. */
function readOptions() {
  const options = { dir: { type: 'boolean' }, check: { type: 'boolean' }, report: { type: 'string' } }
  const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } })
  if (values.dir && values.check) throw new Error('--dir and --check are two ways to go; take one.')
  if (values.report !== undefined && !values.check) throw new Error('--report belongs to --check.')
  return values
}

function optionsOrUsage() {
  try {
    return readOptions()
  } catch (error) {
    say(`${error.message}\n${usage}`)
    process.exit(2)
  }
}

const { check, help } = optionsOrUsage()
if (help) {
  console.log(usage)
  process.exit(0)
}

/** What electron-builder signs with. A build service gives an empty text where it has none, which is not a certificate. */
const signing = ['CSC_LINK', 'CSC_KEY_PASSWORD', 'CSC_NAME', 'WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD']
for (const name of signing) if (process.env[name] === '') delete process.env[name]

// As soon as electron-builder is loaded, a part of it makes a folder for a cache among the temporary files.
process.env.JITI_FS_CACHE = 'false'

try {
  await ensurePackages()
  const values = process.argv.slice(2)
  if (check) {
    await ensureBuild()
    const rest = values.filter((value) => value !== '--check')
    become(ownNode, [join(root, 'test/packaging/main.ts'), ...rest])
  } else {
    // What others install comes from a build of its own, not from one that happens to lie there.
    await build()
    become(ownNode, [join(root, 'electron/packaging/main.ts'), ...values])
  }
} catch (error) {
  say(error.message)
  process.exit(1)
}
