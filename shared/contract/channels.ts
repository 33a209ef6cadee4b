import type { Role } from '../lifecycle'

/**
 * Who may make a call. `anyone`: also before signing in. `even-locked`: signed in, the screen may be
 * locked. `signed-in`: any role. A list: one of these roles.
 */
export type Access = 'anyone' | 'even-locked' | 'signed-in' | readonly Role[]

const readers = ['operator', 'approver', 'auditor'] as const
const desks = ['operator', 'approver'] as const
const administrators = ['administrator'] as const
const overseers = ['administrator', 'auditor'] as const

/**
 * Every call by name, with who may make it. This file stays free of schemas so that the preload
 * script, which runs in every window, carries the names and nothing more.
 */
export const access = {
  'session.state': 'anyone',
  'session.foundDesk': 'anyone',
  'session.signIn': 'anyone',
  'session.passwordStrength': 'anyone',
  'session.signOut': 'even-locked',
  'session.lock': 'even-locked',
  'session.unlock': 'even-locked',
  'session.touch': 'signed-in',
  'session.changePassword': 'signed-in',
  'desk.snapshot': 'signed-in',
  // Support calls start before anybody signs in, and licences are for everyone to read.
  'desk.about': 'anyone',
  'desk.licences': 'anyone',
  'search.cards': readers,
  'search.find': readers,
  'cards.profile': readers,
  'cards.history': readers,
  // Administrators link accounts to persons.
  'persons.search': [...readers, 'administrator'],
  'persons.read': [...readers, 'administrator'],
  'persons.profile': readers,
  'persons.history': readers,
  'persons.add': ['operator'],
  'persons.change': ['operator'],
  'requests.list': readers,
  'overview.read': readers,
  'overview.due': readers,
  'processes.open': desks,
  'processes.openSeveral': desks,
  'processes.next': desks,
  'processes.back': desks,
  'processes.follow': desks,
  'processes.stop': desks,
  'processes.cancel': desks,
  'cards.severalCommands': desks,
  'batch.runs': readers,
  'batch.run': readers,
  'batch.start': ['operator'],
  'batch.stop': ['operator'],
  'batch.follow': readers,
  'batch.preview': ['operator'],
  'settings.read': overseers,
  'settings.history': overseers,
  'settings.saveCommands': administrators,
  'settings.saveGeneral': administrators,
  'settings.saveProcessRoles': administrators,
  'settings.saveOptions': administrators,
  'settings.saveDesk': administrators,
  'settings.saveBureau': administrators,
  'settings.saveBureauSecret': administrators,
  'settings.checkBureau': administrators,
  'settings.saveBackup': administrators,
  'data.read': overseers,
  'data.verify': overseers,
  'data.backup': administrators,
  'data.backups': administrators,
  'data.export': overseers,
  'data.restore': administrators,
  'data.follow': overseers,
  'data.stop': overseers,
  'data.chooseFolder': overseers,
  'data.openFolder': overseers,
  'accounts.list': overseers,
  'accounts.add': administrators,
  'accounts.change': administrators,
  'accounts.setPassword': administrators,
} as const satisfies Record<string, Access>

export type Channel = keyof typeof access
export const channelNames = Object.keys(access) as readonly Channel[]

/** Calls that wait on purpose: for progress, for a bureau, for a person at a dialog. Slow is nothing strange there. */
export const waitingChannels: ReadonlySet<Channel> = new Set([
  'processes.follow',
  'batch.follow',
  'data.follow',
  'settings.checkBureau',
  'data.chooseFolder',
])

/** The one channel on which main tells a window that something changed. */
export const noticeChannel = 'desk.notice'

/** What the menu bar can ask a window to show. */
export type MenuChoice = 'about' | 'licences'
/** The one channel on which main tells a window what was chosen in the menu bar. */
export const menuChannel = 'desk.menu'
