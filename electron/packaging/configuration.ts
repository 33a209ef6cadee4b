import { join } from 'node:path'
import { root } from '../launch/project.mjs'
import type { Configuration } from 'electron-builder'
import { electronFuses } from './fuses.ts'
import { type PackagedPlatform, processors } from './places.ts'

/** Never to be changed: the installer for Windows finds an older version by it, macOS the settings of the program. */
export const applicationId = 'org.card-desk.CardDesk'

/** Named in packages for Debian, which want an address. Whoever gives the desk to others puts an own one here. */
export const publisher = {
  name: 'The Card Desk authors',
  email: 'authors@card-desk.example',
  homepage: 'https://card-desk.example/',
} as const

/** What a build is given. */
export interface Build {
  /** A folder with the `package.json` that goes into the archive. */
  readonly application: string
  /** A folder with the texts that lie beside the program. */
  readonly texts: string
  /** Where the installers go. */
  readonly output: string
  /** An archive with an Electron in place of the one that is downloaded. */
  readonly runtime?: string
}

const packaging = join(root, 'electron/packaging')
const icons = join(packaging, 'icons')
const built = join(root, 'out')

/**
 * electron-builder's configuration for all three platforms. What goes into the archive is listed file by file here, and
 * compared with `contents.ts` afterwards. There is no update server, no file belongs to the desk, and no installer
 * touches the data folder.
 */
export function configuration({ application, texts, output, runtime }: Build): Configuration {
  const textFiles = [{ from: texts, to: '.', filter: ['*.txt'] }]
  return {
    appId: applicationId,
    productName: 'Card Desk',
    copyright: `Copyright © 2026 ${publisher.name}`,
    directories: { app: application, output, buildResources: icons },
    ...(runtime === undefined ? {} : { electronDist: runtime }),
    // Every package is bundled into the programs, so there is none to look for and none to build.
    beforeBuild: async () => false,
    asar: true,
    files: [
      'package.json',
      { from: built, to: 'out', filter: ['licences.json'] },
      { from: join(built, 'main'), to: 'out/main', filter: ['*.js', 'chunks/*.js', 'chunks/*.png'] },
      { from: join(built, 'preload'), to: 'out/preload', filter: ['preload.js'] },
      {
        from: join(built, 'renderer'),
        to: 'out/renderer',
        filter: ['index.html', 'assets/*.js', 'assets/*.css', 'assets/*.woff2', 'assets/*.svg'],
      },
    ],
    // Electron's languages all stay: the page writes days as the system's English does, or as in Britain where the
    // system speaks another language, and with English alone Electron would call every system American.
    electronFuses: {
      ...electronFuses(),
      // A processor by Apple runs nothing unsigned, and a turned fuse breaks the signature that Electron came with.
      resetAdHocDarwinSignature: process.platform === 'darwin',
    },
    publish: null,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills them in.
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    win: {
      target: targets('win32', ['nsis', 'portable']),
      icon: join(icons, 'card-desk.ico'),
      extraFiles: textFiles,
    },
    nsis: {
      // Asks nothing and needs no administrator; `/S` shows nothing either.
      oneClick: true,
      perMachine: false,
      deleteAppDataOnUninstall: false,
      include: join(packaging, 'installer.nsh'),
      // Both of these are for programs that update themselves.
      differentialPackage: false,
      packElevateHelper: false,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills them in.
      artifactName: '${name}-${version}-${os}-${arch}-setup.${ext}',
    },
    portable: {
      requestExecutionLevel: 'user',
      // A folder for each start: with one in common, a second start would empty it under the first.
      unpackDirName: false,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills them in.
      artifactName: '${name}-${version}-${os}-${arch}-portable.${ext}',
    },
    mac: {
      target: targets('darwin', ['dmg']),
      category: 'public.app-category.business',
      icon: join(icons, 'card-desk.icns'),
      hardenedRuntime: true,
      entitlements: join(packaging, 'entitlements.plist'),
      entitlementsInherit: join(packaging, 'entitlements.plist'),
      // Files beside Resources would break the signature.
      extraResources: textFiles,
    },
    dmg: { writeUpdateInfo: false },
    linux: {
      target: targets('linux', ['AppImage', 'deb', 'tar.gz']),
      icon: join(icons, 'linux'),
      category: 'Office',
      synopsis: 'Order, hand out and lock smart cards and badges',
      maintainer: `${publisher.name} <${publisher.email}>`,
      // The name of the window's class is the name of the desktop file, so that desktops know whose window it is.
      syncDesktopName: true,
      extraFiles: textFiles,
    },
    deb: { packageCategory: 'office', priority: 'optional' },
    // The older runtime of AppImage needs libfuse2, which current distributions do not install any more.
    toolsets: { appimage: '1.0.3' },
  }
}

function targets<Name extends string>(platform: PackagedPlatform, names: readonly Name[]) {
  return names.map((target) => ({ target, arch: [...processors[platform]] }))
}
