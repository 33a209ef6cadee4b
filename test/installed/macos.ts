import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { command } from './command.ts'
import { expectSameDesk, fingerprintOfOwnDesk, foundOwnDesk } from './own-desk.ts'
import { expectSameArchive, onlyOne, places, programIn } from './packages.ts'
import type { Place, Trial } from './trial.ts'
import { testAsInstalled, walkThroughUseCase } from './walking.ts'

/** The images, and the folders with the unpacked programs that they were made of. */
const architectures = [
  { name: 'arm64', unpacked: 'mac-arm64' },
  // On a processor by Apple this one runs by Rosetta.
  { name: 'x64', unpacked: 'mac' },
] as const

export const macTrials: readonly Trial[] = [
  ...architectures.map(({ name, unpacked }) => ({
    name: `The program in the dmg for ${name} walks through the documented use case`,
    changesMachine: false,
    async run(place: Place) {
      const folder = await copyFromImage(name, place)
      await expectSameArchive(folder, join(place.installers, unpacked))
      await walkThroughUseCase(programIn(folder), `dmg-${name}`, place)
    },
  })),
  {
    name: 'What only an installed program can show holds',
    changesMachine: false,
    run: (place) => testAsInstalled(programIn(ownCopy(place)), 'test-results', place),
  },
  {
    name: 'The data folder outlives the program',
    changesMachine: true,
    async run(place) {
      const folder = ownCopy(place)
      await foundOwnDesk(programIn(folder))
      const before = await fingerprintOfOwnDesk()
      // A person puts it into the bin.
      await command('rm', ['-R', places(folder).program])
      expectSameDesk(before, await fingerprintOfOwnDesk())
    },
  },
]

/** Where the program for this processor was copied to. */
function ownCopy({ own }: Place): string {
  return join(own, process.arch === 'arm64' ? 'arm64' : 'x64')
}

/** Opens the image as a person does, and copies the program out of it; answers the folder it is in then. */
async function copyFromImage(architecture: string, { installers, own }: Place): Promise<string> {
  const opened = join(own, `image-${architecture}`)
  const folder = join(own, architecture)
  for (const each of [opened, folder]) await mkdir(each)
  const image = onlyOne(installers, new RegExp(`-${architecture}\\.dmg$`))
  await command('hdiutil', ['attach', image, '-readonly', '-nobrowse', '-mountpoint', opened])
  try {
    await command('ditto', [places(opened).program, places(folder).program])
  } finally {
    await command('hdiutil', ['detach', opened, '-force'])
  }
  return folder
}
