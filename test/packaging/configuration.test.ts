import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { root } from '../../electron/launch/project.mjs'
import { type Prepared, prepareApplication } from '../../electron/packaging/application.ts'
import { configuration } from '../../electron/packaging/configuration.ts'
import { builderTemplates, plist, validateConfiguration } from './builder-library.ts'
import { longestStart } from './tampering.ts'

// What the installers are, as far as their configuration says it.

let folder: string
let prepared: Prepared

beforeAll(async () => {
  await ensureBuild()
  folder = await mkdtemp(join(tmpdir(), 'card-desk-configuration-'))
  prepared = await prepareApplication(folder)
}, longestStart)
afterAll(() => rm(folder, { recursive: true, force: true }))

function wanted(): Configuration {
  return configuration({ ...prepared, output: join(folder, 'output') })
}

async function description(path: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(path, 'utf8'))
}

describe('electron-builder', () => {
  const quiet = { isEnabled: false }

  it('accepts it', async () => {
    await expect(validateConfiguration(wanted(), quiet)).resolves.toBeUndefined()
  })

  it.each(['win', 'nsis', 'portable', 'mac', 'dmg', 'linux', 'deb'] as const)(
    'would refuse an option that it does not know, for %s',
    async (part) => {
      const changed = { ...wanted(), [part]: { ...wanted()[part], notAnOption: true } }
      await expect(validateConfiguration(changed, quiet)).rejects.toThrow(`configuration.${part}`)
    },
  )
})

describe('installers', () => {
  it('are for Windows: one that asks nothing, for one person, and one without installation', () => {
    const { win, nsis, portable } = wanted()
    expect(win?.target).toEqual([
      { target: 'nsis', arch: ['x64'] },
      { target: 'portable', arch: ['x64'] },
    ])
    expect(nsis).toMatchObject({ oneClick: true, perMachine: false })
    // With one folder for all of them, a second start of the portable program would empty it under the first.
    expect(portable).toMatchObject({ requestExecutionLevel: 'user', unpackDirName: false })
    // Without an own level the program asks for no rights when it starts.
    expect(win?.requestedExecutionLevel).toBeUndefined()
  })

  it('are for macOS: an image for each kind of processor', () => {
    expect(wanted().mac?.target).toEqual([{ target: 'dmg', arch: ['arm64', 'x64'] }])
  })

  it('are for Linux: AppImage, deb and an archive', () => {
    expect(wanted().linux?.target).toEqual(['AppImage', 'deb', 'tar.gz'].map((target) => ({ target, arch: ['x64'] })))
  })

  it('are named by product, version, system and processor, and no two alike', () => {
    const { artifactName, nsis, portable } = wanted()
    const start = ['name', 'version', 'os', 'arch'].map((each) => `\${${each}}`).join('-')
    const names = [artifactName, nsis?.artifactName, portable?.artifactName]
    for (const name of names) expect(name?.startsWith(start)).toBe(true)
    expect(new Set(names).size).toBe(names.length)
  })

  it('leave the data when they are taken away', () => {
    const { nsis, deb, linux } = wanted()
    expect(nsis?.deleteAppDataOnUninstall).toBe(false)
    expect(nsis?.script).toBeUndefined()
    for (const part of [deb, linux]) expect(Object.keys(part ?? {})).not.toContain('afterRemove')
  })

  it('take away nothing but the copy of the installer on Windows, by the script that is added', async () => {
    const lines = (await readFile(String(wanted().nsis?.include), 'utf8')).split('\n').map((line) => line.trim())
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: as the script has it.
    expect(lines.filter((line) => line.startsWith('!macro '))).toEqual(['!macro customInstall'])
    expect(lines.filter((line) => /^(Delete|RMDir)/i.test(line))).toEqual([
      'Delete "$LOCALAPPDATA\\${APP_INSTALLER_STORE_FILE}"',
      'RMDir "$R5"',
    ])
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as the script has it.
  })

  it('take away nothing but their own link and profile on Debian, by the script of electron-builder', async () => {
    const script = await readFile(join(builderTemplates, 'linux/after-remove.tpl'), 'utf8')
    const removals = script.split('\n').filter((line) => /\brm\b/.test(line))
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: as the script has it.
    expect(removals.map((line) => line.trim())).toEqual([
      "rm -f '/usr/bin/${executable}'",
      'rm -f "$APPARMOR_PROFILE_DEST"',
    ])
    expect(script).toContain("APPARMOR_PROFILE_DEST='/etc/apparmor.d/${executable}'")
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as the script has it.
  })

  it('claim no files and no addresses', () => {
    const parts = [wanted(), wanted().win, wanted().mac, wanted().linux]
    for (const part of parts) {
      expect(Object.keys(part ?? {})).not.toContain('fileAssociations')
      expect(Object.keys(part ?? {})).not.toContain('protocols')
    }
    expect(wanted().linux?.mimeTypes).toBeUndefined()
  })

  it('know no update server', () => {
    const parts = [wanted().win, wanted().nsis, wanted().mac, wanted().dmg, wanted().linux, wanted().deb]
    expect(wanted().publish).toBeNull()
    // What programs that update themselves bring along.
    expect(wanted().nsis).toMatchObject({ differentialPackage: false, packElevateHelper: false })
    expect(wanted().dmg?.writeUpdateInfo).toBe(false)
    for (const part of parts) expect(Object.keys(part ?? {})).not.toContain('publish')
  })

  it('have our icons', async () => {
    const { win, mac, linux } = wanted()
    expect([win?.icon, mac?.icon].map((icon) => basename(String(icon)))).toEqual(['card-desk.ico', 'card-desk.icns'])
    for (const icon of [win?.icon, mac?.icon, linux?.icon]) expect(existsSync(String(icon))).toBe(true)
  })
})

describe('program', () => {
  it('is one archive with nothing beside it', () => {
    expect(wanted().asar).toBe(true)
    expect(wanted().asarUnpack).toBeUndefined()
    expect(wanted().disableAsarIntegrity).toBeUndefined()
  })

  it('has its fuses as a hardened program has them', () => {
    expect(wanted().electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: process.platform === 'darwin',
    })
  })

  it('may write machine code on macOS, as V8 has to, and nothing else', async () => {
    const { hardenedRuntime, entitlements, entitlementsInherit } = wanted().mac ?? {}
    expect(hardenedRuntime).toBe(true)
    expect(entitlementsInherit).toBe(entitlements)
    expect(plist.parse(await readFile(String(entitlements), 'utf8'))).toEqual({
      'com.apple.security.cs.allow-jit': true,
    })
  })

  it('is told its name and version, and nothing of how it is built', async () => {
    const packed = await description(join(prepared.application, 'package.json'))
    const project = await description(join(root, 'package.json'))
    expect(Object.keys(packed).sort()).toEqual([
      'author',
      'description',
      'desktopName',
      'license',
      'main',
      'name',
      'productName',
      'type',
      'version',
    ])
    for (const key of ['name', 'productName', 'version', 'description', 'license', 'main', 'type']) {
      expect(packed[key]).toBe(project[key])
    }
  })
})
