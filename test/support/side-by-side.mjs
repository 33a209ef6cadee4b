import { spawn } from 'node:child_process'
import { ownNode, root } from '../../electron/launch/project.mjs'

/** How many steps run at a time that leave a core to another. */
const atATime = 2

/**
 * Runs steps in their order and tells of each in that order, too. Two that leave a core to another (`beside`) run at
 * the same time; what one prints while another is told of is kept until it is its turn. Every other step runs alone
 * and has the terminal to itself.
 * @param {readonly { values: readonly string[], beside?: boolean, environment?: object }[]} steps
 * @param {object} environment for all of them
 * @param {(step: object, ok: () => Promise<boolean>) => Promise<void>} tell called for each step when it is its turn;
 *   `ok` prints what the step says until it ends, and answers whether it ended well
 * @param {(part: Buffer) => unknown} print where to
 */
export async function runSideBySide(steps, environment, tell, print = (part) => process.stdout.write(part)) {
  const all = steps.map((step) => new Running(step, environment, print))
  const begun = beginInTurn(all)
  for (const [index, step] of steps.entries()) await tell(step, () => all[index].tell())
  await begun
}

async function beginInTurn(all) {
  const underWay = new Set()
  let aloneBefore = false
  for (const each of all) {
    const mayBeUnderWay = each.beside && !aloneBefore ? atATime - 1 : 0
    while (underWay.size > mayBeUnderWay) await Promise.race(underWay)
    if (!each.beside) await each.turn
    each.begin()
    aloneBefore = !each.beside
    const ended = each.ended.then(() => underWay.delete(ended))
    underWay.add(ended)
  }
}

/** One step. It is begun, and told of, sooner or later. */
class Running {
  #step
  #environment
  #print
  #kept = []
  #isTold = false
  #end
  #beTold
  /** Comes when it has ended: whether it ended well. */
  ended = new Promise((resolve) => {
    this.#end = resolve
  })
  /** Comes when everything before it was told. */
  turn = new Promise((resolve) => {
    this.#beTold = resolve
  })

  constructor(step, environment, print) {
    this.#step = step
    this.#environment = environment
    this.#print = print
  }

  get beside() {
    return this.#step.beside === true
  }

  begin() {
    const { values, environment = {} } = this.#step
    const said = this.beside ? 'pipe' : 'inherit'
    const env = { ...process.env, ...this.#environment, ...environment }
    const child = spawn(ownNode, values, { cwd: root, stdio: ['ignore', said, said], env })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => this.#say(part))
    child.on('error', () => this.#end(false))
    child.on('close', (code) => this.#end(code === 0))
  }

  tell() {
    this.#isTold = true
    for (const part of this.#kept) this.#print(part)
    this.#kept = []
    this.#beTold()
    return this.ended
  }

  #say(part) {
    if (this.#isTold) this.#print(part)
    else this.#kept.push(part)
  }
}
