import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      peerDependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

/** A package as it is installed. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  /** Where it lies below the project, with `/`. */
  readonly place: string
  /** Its hash as the lock file has it, `sha512-` and base64; `null` where it has none. */
  readonly integrity: string | null
  /** Names of the packages that it may import. */
  readonly imports: readonly string[]
}

/** Every package that `package-lock.json` has, by its place. One package can be there in several versions. */
export class InstalledPackages {
  readonly #packages: ReadonlyMap<string, InstalledPackage>

  private constructor(packages: ReadonlyMap<string, InstalledPackage>) {
    this.#packages = packages
  }

  /**
   * Reads the lock file of a project.
   * @throws {Error} when it is not there or is not a lock file
   */
  static of(project: string): InstalledPackages {
    const lock = lockSchema.parse(JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')))
    const packages = new Map<string, InstalledPackage>()
    for (const [place, known] of Object.entries(lock.packages)) {
      if (place === '' || known.version === undefined) continue
      packages.set(place, {
        name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: known.version,
        place,
        integrity: known.integrity ?? null,
        imports: Object.keys({ ...known.dependencies, ...known.peerDependencies, ...known.optionalDependencies }),
      })
    }
    return new InstalledPackages(packages)
  }

  /**
   * The package with this name, in this version where one is given, else the one that the project itself imports.
   * @throws {Error} that names the package when it is not in the lock file
   */
  find(name: string, version?: string): InstalledPackage {
    const found =
      version === undefined
        ? this.#packages.get(`node_modules/${name}`)
        : this.#packages.values().find((each) => each.name === name && each.version === version)
    if (!found) throw new Error(`${[name, version].join(' ').trim()} is not in package-lock.json.`)
    return found
  }

  /** The package that another one gets when it imports a name; `null` when nothing is installed by that name. */
  importedBy({ place }: InstalledPackage, name: string): InstalledPackage | null {
    for (let folder = `${place}/`; ; ) {
      const found = this.#packages.get(`${folder}node_modules/${name}`)
      if (found || folder === '') return found ?? null
      folder = folder.slice(0, folder.lastIndexOf('node_modules/'))
    }
  }
}
