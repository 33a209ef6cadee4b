import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addScheme, inApplication, isOwnScheme } from './addresses.ts'
import { honest, Names } from './honest.ts'
import { NotImitated } from './known.ts'

interface CustomScheme {
  readonly scheme: string
  readonly privileges?: Readonly<Record<string, boolean>>
}
type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const imitatedPrivileges = ['standard', 'secure', 'supportFetchAPI']
const privilegeNames = new Names('protocol.registerSchemesAsPrivileged privileges', imitatedPrivileges)

/** https://www.electronjs.org/docs/latest/api/protocol */
export const protocol = honest('protocol', {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    for (const { scheme, privileges = {} } of schemes) {
      privilegeNames.takeAll(privileges)
      // A name below .localhost is exactly such a scheme: an origin, secure, open to fetch.
      const missing = imitatedPrivileges.find((each) => !privileges[each])
      if (missing) throw new NotImitated(`protocol.registerSchemesAsPrivileged without ${missing}`)
      addScheme(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!isOwnScheme(scheme)) throw new NotImitated(`protocol.handle for ${scheme}, which is not registered`)
    handlers.set(scheme, handler)
  },
})

/** Answers a request of a page to a scheme of the application; `null` when it is not to one. */
export async function answerRequest(address: string, method: string): Promise<Response | null> {
  const asked = inApplication(address)
  const handler = handlers.get(new URL(asked).protocol.slice(0, -1))
  if (!handler) return null
  return handler(honest('protocol.handle request', { url: asked, method }) as Request)
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain',
}

/** Fetches files too, unlike Node's own. https://www.electronjs.org/docs/latest/api/net#netfetchinput-init */
export const net = honest('net', {
  async fetch(address: string, init?: RequestInit): Promise<Response> {
    if (!address.startsWith('file:')) return fetch(address, init)
    const path = fileURLToPath(address)
    const content = await readFile(path).catch(() => {
      throw new Error('net::ERR_FILE_NOT_FOUND')
    })
    const type = types[extname(path)]
    return new Response(new Uint8Array(content), { headers: type ? { 'content-type': type } : {} })
  },
})
