import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../shared/lifecycle'
import { RpcDesk } from './rpc-desk'
import type { Person } from './walk'

const secret = 'kettle-orbit-93-walnut'

/** Who set up a founded desk. The colleagues of the sample desk have the same password. */
export const founder: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
/** As many cards as the first start offers. */
const sampleCards = 300

/**
 * Desks as they are after the first start, set up through the door once and copied for every test that begins
 * there: setting one up in the window takes longer than most tests, and has tests of its own.
 */
export class FoundedDesks {
  private readonly folders = new Map<string, Promise<string>>()

  /** Puts a desk whose founder has these roles into a folder that is not there yet. */
  async copy(roles: readonly Role[], to: string): Promise<void> {
    const key = roles.join(' ')
    const known = this.folders.get(key) ?? found(roles)
    this.folders.set(key, known)
    await cp(await known, to, { recursive: true })
  }

  async remove(): Promise<void> {
    for (const folder of this.folders.values()) await rm(await folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function found(roles: readonly Role[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'card-desk-founded-'))
  const desk = new RpcDesk(folder)
  const { name, userName, password } = founder
  const answer = await desk.window().session.foundDesk({
    administrator: { userName, name, roles: [...roles], password, person: null },
    sampleData: { password, cards: sampleCards },
  })
  if (!answer.ok) throw new Error(`refused: ${answer.error.message}`)
  await desk.end()
  return folder
}
