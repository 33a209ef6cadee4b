import { access, type Channel } from '../../shared/contract'
import type { Role } from '../../shared/lifecycle'
import type { RunView } from '../../shared/model'
import { appOrigin, type Caller } from '../../electron/ipc/caller'
import { ourWindow, type Somebody } from '../support/test-desk'

/** Somebody who works at the desk, by user name. */
export const staff: Readonly<Record<string, readonly Role[]>> = {
  ada: ['administrator'],
  olga: ['operator'],
  otto: ['operator'],
  amir: ['approver'],
  udo: ['auditor'],
  mika: ['operator', 'approver'],
  alma: ['administrator', 'auditor'],
  ines: ['administrator', 'operator', 'approver', 'auditor'],
  dora: ['operator', 'approver'],
}

/** How a window stands when nobody has meddled with it. `switched-off`: its account was, while signed in. */
export type Standing = 'signed-in' | 'locked' | 'signed-out' | 'switched-off'

/** A wizard as its window saw it last. */
export interface OpenWizard {
  readonly run: string
  view: RunView | null
  /** True while work of it is under way. */
  working: boolean
}

/** A window of the desk, with who sits there and how it stands. */
export interface Post {
  readonly name: string
  readonly userName: string | null
  readonly standing: Standing
  readonly caller: Caller
  readonly wizards: OpenWizard[]
  somebody: Somebody
}

const commandLine: Caller = { kind: 'command-line' }
const elsewhere: Caller = { kind: 'frame', origin: 'https://evil.example', mainFrame: true }
const inner: Caller = { kind: 'frame', origin: appOrigin, mainFrame: false }

type Plan = readonly [name: string, userName: string | null, standing: Standing, caller?: Caller]
const plans: readonly Plan[] = [
  ['ada', 'ada', 'signed-in'],
  ['olga', 'olga', 'signed-in'],
  ['olga at a second window', 'olga', 'signed-in'],
  ['otto on the command line', 'otto', 'signed-in', commandLine],
  ['amir', 'amir', 'signed-in'],
  ['udo', 'udo', 'signed-in'],
  ['mika', 'mika', 'signed-in'],
  ['alma', 'alma', 'signed-in'],
  ['ines', 'ines', 'signed-in'],
  ['ines behind a locked screen', 'ines', 'locked'],
  ['nobody', null, 'signed-out'],
  ['nobody on the command line', null, 'signed-out', commandLine],
  ['dora, who is switched off', 'dora', 'switched-off'],
  ['a foreign page', 'ines', 'signed-in', elsewhere],
  ['a frame in the page', 'ines', 'signed-in', inner],
]

/** Windows of everyone there is, each still with nobody signed in. */
export function openPosts(window: () => Somebody): Post[] {
  return plans.map(([name, userName, standing, caller = ourWindow]) => ({
    name,
    userName,
    standing,
    caller,
    wizards: [],
    somebody: window(),
  }))
}

/** True where a call of that channel can be let in. */
export function mayCall({ userName, standing, caller }: Post, channel: string): boolean {
  if (!Object.hasOwn(access, channel) || caller === elsewhere || caller === inner) return false
  const needed = access[channel as Channel]
  if (needed === 'anyone') return true
  if (standing !== 'signed-in') return standing === 'locked' && needed === 'even-locked'
  if (needed === 'even-locked' || needed === 'signed-in') return true
  return needed.some((role) => staff[userName ?? '']?.includes(role))
}
