import { useEffect, useEffectEvent } from 'react'
import { useStore } from 'zustand'
import type { SessionReason, SessionUser } from '../../shared/contract'
import type { Role } from '../../shared/lifecycle'
import { desk, onNotice } from '../desk'
import { createMirror, type DeskChange, type Mirror } from './mirror-store'

/** The one mirror of this window. Features read it with `useMirror` and never write to it. */
export const mirror = createMirror({ readState: desk.session.state, readSnapshot: desk.desk.snapshot })

/** Listens to main and asks where things stand. Called once, before the first paint. */
export async function startMirror(): Promise<void> {
  onNotice(mirror.receive)
  await mirror.refresh()
}

/** Part of what main said, as a hook. */
export function useMirror<Part>(select: (state: Mirror) => Part): Part {
  return useStore(mirror, select)
}

/** Calls back for every change main announces while the component is on screen. */
export function useDeskChange(listener: (change: DeskChange) => void): void {
  const listen = useEffectEvent(listener)
  useEffect(() => mirror.onChange(listen), [])
}

/** Whoever is signed in, also behind a locked screen; `null` when nobody is. */
export function useUser(): SessionUser | null {
  return useMirror(({ session }) => (session && 'user' in session ? session.user : null))
}

/** True when the signed-in user has one of the roles. For what to show only: main decides what is allowed. */
export function useHasRole(...wanted: readonly Role[]): boolean {
  return useUser()?.roles.some((role) => wanted.includes(role)) ?? false
}

/** Calls back when another user, or nobody, is signed in: what the last one did on this screen is to be forgotten. */
export function onUserLeft(listener: () => void): () => void {
  return mirror.subscribe(({ session }, before) => {
    const left = before.session && 'user' in before.session ? before.session.user.id : null
    const now = session && 'user' in session ? session.user.id : null
    if (left !== null && left !== now) listener()
  })
}

/** Why main ended or locked the session by itself; `null` when the person did. */
export function useEnding(): SessionReason | null {
  return useMirror((state) => state.ending)
}
