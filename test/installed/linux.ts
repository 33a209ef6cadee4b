import { existsSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import { asRoot, command } from './command.ts'
import { expectSameDesk, fingerprintOfOwnDesk, foundOwnDesk } from './own-desk.ts'
import { expectSameArchive, onlyOne, programIn } from './packages.ts'
import type { Trial } from './trial.ts'
import { testAsInstalled, walkThroughUseCase } from './walking.ts'

const installed = join('/opt', packageFile.productName)

export const linuxTrials: readonly Trial[] = [
  {
    name: 'The unpacked program walks through the documented use case',
    changesMachine: false,
    run: (place) => walkThroughUseCase(programIn(join(place.installers, 'linux-unpacked')), 'unpacked', place),
  },
  {
    name: 'What only an installed program can show holds',
    changesMachine: false,
    run: (place) => testAsInstalled(programIn(join(place.installers, 'linux-unpacked')), 'test-results', place),
  },
  {
    name: 'The tar.gz holds the same application',
    changesMachine: false,
    async run({ installers, own }) {
      const folder = join(own, 'tar')
      await mkdir(folder)
      await command('tar', ['-xzf', onlyOne(installers, /\.tar\.gz$/), '-C', folder])
      await expectSameArchive(onlyOne(folder, /./), join(installers, 'linux-unpacked'))
    },
  },
  {
    name: 'The AppImage holds the same application',
    changesMachine: false,
    async run({ installers, own }) {
      const folder = join(own, 'app-image')
      await mkdir(folder)
      const image = onlyOne(installers, /\.AppImage$/)
      await chmod(image, 0o755)
      // Unpacks itself into `squashfs-root`. https://docs.appimage.org/user-guide/run-appimages.html
      await command(image, ['--appimage-extract'], { folder })
      await expectSameArchive(join(folder, 'squashfs-root'), join(installers, 'linux-unpacked'))
    },
  },
  {
    name: 'The deb installs, its program walks through the use case, and removing it leaves the data folder',
    changesMachine: true,
    async run(place) {
      await asRoot('apt-get', ['install', '--yes', onlyOne(place.installers, /\.deb$/)])
      await walkThroughUseCase(programIn(installed), 'deb', place)
      await foundOwnDesk(join('/usr/bin', packageFile.name))
      const before = await fingerprintOfOwnDesk()
      await asRoot('apt-get', ['purge', '--yes', packageFile.name])
      if (existsSync(programIn(installed))) throw new Error(`${installed} is still there.`)
      expectSameDesk(before, await fingerprintOfOwnDesk())
    },
  },
]
