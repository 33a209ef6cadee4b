import type { Role } from '../../shared/lifecycle'
import { copyOfMadeOnce } from './made-once'
import { makePasswordsQuick } from './quick-passwords'
import { RpcDesk } from './rpc-desk'
import type { Person } from './walk'

const secret = 'kettle-orbit-93-walnut'

/** Who set up a founded desk. The colleagues of the sample desk have the same password. */
export const founder: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
/** As many cards as the first start offers. */
const sampleCards = 300

/**
 * Puts a desk as it is after the first start, whose founder has these roles, into a folder that is not there yet. It is
 * set up through the door once and copied for every test that begins there: setting one up in the window takes longer
 * than most tests, and has tests of its own.
 */
export function copyFoundedDesk(roles: readonly Role[], to: string): Promise<void> {
  return copyOfMadeOnce(`founded by ${roles.join(' ')}`, (folder) => found(roles, folder), to)
}

async function found(roles: readonly Role[], folder: string): Promise<void> {
  const desk = new RpcDesk(folder)
  const { name, userName, password } = founder
  const answer = await desk.window().session.foundDesk({
    administrator: { userName, name, roles: [...roles], password, person: null },
    sampleData: { password, cards: sampleCards },
  })
  if (!answer.ok) throw new Error(`refused: ${answer.error.message}`)
  await desk.end()
  await makePasswordsQuick(folder, password)
}
