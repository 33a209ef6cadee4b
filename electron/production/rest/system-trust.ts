import tls from 'node:tls'
import { Worker } from 'node:worker_threads'
import { type Log, whyOf } from '../../ports'

/**
 * Makes what remembers to trust, once, the authorities that the operating system trusts, besides those that come with
 * Node. A company's own authority is there where its administrators distribute it; the environment, which names one
 * for Node (NODE_EXTRA_CA_CERTS), is not listened to by an installed program. When they cannot be read, the others
 * are trusted alone, and the log says so.
 */
export function systemTrust(load: () => Promise<readonly string[]> = systemCertificates): (log: Log) => Promise<void> {
  let trusted: Promise<void> | null = null
  return (log) => {
    trusted ??= load().then(
      (certificates) =>
        tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...certificates])]),
      (error: unknown) => log.warn('certificates of the system not read', { reason: whyOf(error) }),
    )
    return trusted
  }
}

/**
 * The certificates, as PEM, of the authorities that the operating system trusts. Read in another thread: it takes half
 * a second for some hundred of them.
 * https://nodejs.org/docs/latest-v24.x/api/tls.html#tlsgetcacertificatestype
 */
export function systemCertificates(): Promise<readonly string[]> {
  const source = `
    const { parentPort } = require('node:worker_threads')
    parentPort.postMessage(require('node:tls').getCACertificates('system'))`
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true })
    worker.once('message', (certificates: readonly string[]) => resolve([...new Set(certificates)]))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread ended without an answer')))
  })
}
