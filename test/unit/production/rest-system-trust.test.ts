import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemCertificates, systemTrust } from '../../../electron/production/rest/system-trust'
import { BureauServer } from '../../support/bureau-server'
import { itOnLinux } from '../../support/platforms'
import { batch, goingOn, restDesk } from '../../support/rest-desk'
import { TestLog } from '../../support/test-desk'

// Whom the web service's certificate may be from: also an authority that the operating system trusts.

type Pair = { readonly key: string; readonly cert: string }
let authority: Pair
let unknown: Pair
let server: BureauServer
const withNode = tls.getCACertificates('default')
const folder = mkdtempSync(join(tmpdir(), 'card-desk-authorities-'))

/** The same certificate may be written in several ways. */
const fingerprint = (pem: string) => new X509Certificate(pem).fingerprint256
const fingerprints = () => new Set(tls.getCACertificates('default').map(fingerprint))

async function makeAuthority(name: string): Promise<Pair> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  })
  return { key, cert }
}

/** A web service on this machine with a certificate of that authority. */
async function openOf(ca: Pair): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    ca,
  })
  server = await BureauServer.open({ tls: { key, cert } })
}

const outcomes = async () => {
  const submitted = await restDesk(server.address).bureau.submit(batch(2), goingOn())
  return submitted.map(({ kind }) => kind)
}

beforeAll(async () => {
  authority = await makeAuthority('The company itself')
  unknown = await makeAuthority('Somebody else')
  // Node reads what the system trusts once in the life of a process: before the first test.
  // https://docs.openssl.org/3.0/man3/SSL_CTX_load_verify_locations/
  writeFileSync(join(folder, 'authorities.pem'), authority.cert)
  vi.stubEnv('SSL_CERT_FILE', join(folder, 'authorities.pem'))
  vi.stubEnv('SSL_CERT_DIR', folder)
  await systemCertificates()
})
beforeEach(() => tls.setDefaultCACertificates(withNode))
afterEach(() => server?.close())
afterAll(() => rmSync(folder, { recursive: true }))

describe('An authority that the system trusts', () => {
  const elsewhere = 'Other systems keep theirs in a store that a test cannot replace.'
  itOnLinux(elsewhere)('is found where the system keeps it, before the first request that needs it', async () => {
    expect((await systemCertificates()).map(fingerprint)).toEqual([fingerprint(authority.cert)])
    await openOf(authority)
    expect(await outcomes()).toEqual(['taken', 'taken'])
  })

  it('is trusted, besides those that come with Node, and nobody else is', async () => {
    const log = new TestLog()
    await systemTrust(async () => [authority.cert])(log)
    expect(log.lines).toEqual([])
    expect(fingerprints()).toEqual(new Set([...withNode, authority.cert].map(fingerprint)))
    await openOf(authority)
    expect(await outcomes()).toEqual(['taken', 'taken'])
    await server.close()
    await openOf(unknown)
    expect(await outcomes()).toEqual(['not-sent', 'not-sent'])
    expect(server.received).toEqual([])
  })

  it('is asked for once, also by several at once', async () => {
    let asked = 0
    const trust = systemTrust(async () => {
      asked += 1
      return [authority.cert]
    })
    await Promise.all([trust(new TestLog()), trust(new TestLog())])
    await trust(new TestLog())
    expect(asked).toBe(1)
  })

  it('is not trusted when the system does not say which those are, and the log says so', async () => {
    const log = new TestLog()
    await systemTrust(() => Promise.reject(new Error('no store')))(log)
    expect(log.lines).toEqual([expect.stringContaining('certificates of the system not read')])
    expect(fingerprints()).toEqual(new Set(withNode.map(fingerprint)))
  })
})
