import { Arch, type Configuration } from 'electron-builder'
import { z } from 'zod'

/** What electron-builder is at, so that a download that fails can be named: its own errors name the host alone. */
let fetching = 'the Electron runtime'

/**
 * A configuration that also notes what electron-builder is at. It fetches the runtime first, then for each installer
 * the tool that makes it.
 */
export function withSteps(configuration: Configuration): Configuration {
  return {
    ...configuration,
    beforePack: async ({ electronPlatformName, arch }) => {
      fetching = `the Electron runtime for ${electronPlatformName} ${Arch[arch]}`
    },
    artifactBuildStarted: async ({ targetPresentableName }) => {
      fetching = `the tool that makes ${targetPresentableName} installers`
    },
  }
}

/** Codes of Node for an address that cannot be reached, and names of electron-builder's errors for one that refuses. */
const unreachable = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH', 'EPROTO'],
  ...['RequestError', 'HTTPError', 'TimeoutError'],
])

const failure = z.object({ message: z.string(), name: z.string().optional(), code: z.string().optional() })

/** Sentences about a download that failed; `null` when the error is about something else. */
export function missingDownload(error: unknown): string | null {
  const { success, data } = failure.safeParse(error)
  if (!success || !(unreachable.has(data.code ?? '') || unreachable.has(data.name ?? ''))) return null
  return [
    `There are no installers: ${fetching} could not be had here (${data.message}).`,
    'Run it where the internet can be reached, or put the files into the caches of electron-builder beforehand:',
    'https://www.electron.build/tutorials/offline-air-gapped-builds',
    '"npm run package -- --check" proves here what can be proven without them.',
  ].join('\n')
}
