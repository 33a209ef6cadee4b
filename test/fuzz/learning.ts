import type { Answer } from '../../shared/errors'
import type { AccountView, Advance, BackupFacts, RunView } from '../../shared/model'
import type { OpenWizard, Post } from './windows'

/** Wizards a window is remembered to have had: more than it may have open. */
const mostWizards = 12

interface Lesson {
  readonly post: Post
  readonly channel: string
  readonly payload: unknown
  readonly answer: Answer
  /** Account of whoever made the call; `null` when nobody was signed in. */
  readonly user: string | null
  readonly passwords: Map<string, string>
  readonly backups: string[]
}

/** Remembers what an answer tells for the calls to come. Answers whether the call left work under way. */
export function learnFrom({ post, channel, payload, answer, user, passwords, backups }: Lesson): boolean {
  const given = (typeof payload === 'object' ? payload : null) as Readonly<Record<string, unknown>> | null
  if (channel === 'processes.next' || channel === 'processes.follow')
    return learnAdvance(post, given, answer as Answer<Advance>)
  if (!answer.ok) return false
  switch (channel) {
    case 'processes.open':
    case 'processes.openSeveral':
    case 'processes.back': {
      const view = answer.value as RunView
      wizardOf(post, view.run).view = view
      return false
    }
    case 'processes.cancel':
      wizardOf(post, String(given?.run)).view = null
      return false
    case 'accounts.add':
    case 'accounts.setPassword':
      passwords.set((answer.value as AccountView).id, String(given?.password))
      return false
    case 'session.signIn':
    case 'session.signOut':
      for (const wizard of post.wizards) wizard.view = null
      return false
    case 'session.changePassword':
      if (user !== null) passwords.set(user, String(given?.password))
      return false
    case 'data.backups':
      backups.push(...(answer.value as { backups: readonly BackupFacts[] }).backups.map(({ name }) => name))
      backups.splice(0, backups.length - mostWizards)
      return false
    case 'batch.start':
      return true
    default:
      return false
  }
}

function learnAdvance(post: Post, given: Readonly<Record<string, unknown>> | null, answer: Answer<Advance>): boolean {
  const wizard = post.wizards.find(({ run }) => run === given?.run)
  if (!wizard) return false
  if (!answer.ok) {
    if (answer.error.code === 'run-not-found') wizard.view = null
    return false
  }
  const { value } = answer
  wizard.working = value.kind === 'working'
  if (value.kind !== 'working') wizard.view = value.kind === 'step' ? value.view : null
  return wizard.working
}

function wizardOf(post: Post, run: string): OpenWizard {
  const known = post.wizards.find((each) => each.run === run)
  if (known) return known
  const wizard: OpenWizard = { run, view: null, working: false }
  post.wizards.push(wizard)
  if (post.wizards.length > mostWizards) post.wizards.shift()
  return wizard
}
