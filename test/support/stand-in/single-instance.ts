import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type SecondInstance = (argv: string[], directory: string) => void

/** Says hello to the first instance and ends with 0, or with 1 when nobody answers. */
const greet = `
const [address, said] = process.argv.slice(1)
const socket = require('node:net').connect(address, () => socket.end(said, () => process.exit(0)))
socket.on('error', () => process.exit(1))
`

/**
 * One instance for a folder of user data: the first listens on a local socket, a later one tells it its
 * command line. https://www.electronjs.org/docs/latest/api/app#apprequestsingleinstancelockadditionaldata
 * Asks in a process of its own, because Electron's call answers synchronously.
 */
export class SingleInstance {
  readonly isFirst: boolean
  readonly #address: string
  #server: Server | null = null

  constructor(userData: string, onSecond: SecondInstance) {
    mkdirSync(userData, { recursive: true })
    const name = `card-desk-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}`
    this.#address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
    this.isFirst = !this.#greetFirst()
    if (this.isFirst) this.#listen(onSecond)
  }

  release(): void {
    this.#server?.close()
  }

  #greetFirst(): boolean {
    const said = JSON.stringify({ argv: process.argv, directory: process.cwd() })
    try {
      execFileSync(process.execPath, ['-e', greet, this.#address, said], {
        stdio: 'ignore',
        env: { PATH: process.env.PATH },
      })
      return true
    } catch {
      return false
    }
  }

  #listen(onSecond: SecondInstance): void {
    // A killed instance leaves its socket behind; nobody answered on it.
    if (process.platform !== 'win32') rmSync(this.#address, { force: true })
    this.#server = createServer((socket) => {
      let said = ''
      socket.setEncoding('utf8').on('data', (part) => {
        said += part
      })
      socket.on('end', () => {
        const { argv, directory } = JSON.parse(said || '{"argv":[],"directory":""}')
        onSecond(argv, directory)
      })
      socket.on('error', () => {})
    })
    this.#server.listen(this.#address).unref()
  }
}
