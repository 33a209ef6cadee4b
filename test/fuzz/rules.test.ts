import { describe, expect, it } from 'vitest'
import { channelNames } from '../../shared/contract'
import type { SessionState } from '../../shared/contract/responses'
import { refusal } from '../../shared/errors'
import type { Role } from '../../shared/lifecycle'
import { ourWindow } from '../support/test-desk'
import { faultOfAnswer, faultOfDoor, mayWrite, owed } from './rules'
import { hush } from './secrets'

const signedIn = (phase: 'signed-in' | 'locked', ...roles: Role[]): SessionState => ({
  phase,
  user: { id: 'U-000001', userName: 'ada', name: 'Ada', roles },
  idleLockMinutes: 0,
})
const request = { text: '', limit: 1 }

describe('What the fuzzing holds answers against', () => {
  it.each([
    ['foreign-frame', signedIn('signed-in', 'operator'), { ...ourWindow, mainFrame: false }, 'search.find', request],
    ['unknown-call', signedIn('signed-in', 'operator'), ourWindow, 'search.fin', request],
    ['not-signed-in', { phase: 'signed-out' }, ourWindow, 'search.find', request],
    ['locked', signedIn('locked', 'operator'), ourWindow, 'search.find', request],
    ['not-permitted', signedIn('signed-in', 'administrator'), ourWindow, 'search.find', request],
    ['bad-request', signedIn('signed-in', 'operator'), ourWindow, 'search.find', { ...request, more: 1 }],
    [null, signedIn('signed-in', 'operator'), ourWindow, 'search.find', request],
    [null, { phase: 'first-start' }, ourWindow, 'session.state', undefined],
    [null, signedIn('locked', 'operator'), ourWindow, 'session.signOut', null],
  ] as const)('the door owes %s', (due, state, caller, channel, payload) => {
    expect(owed(state, caller, channel, payload)).toBe(due)
  })

  it('notices a door that does otherwise', () => {
    expect(faultOfDoor('locked', 'search.find', refusal('locked', 'Locked.'))).toBeNull()
    expect(faultOfDoor('locked', 'search.find', { ok: true, value: 1 })).toContain('owed locked')
    expect(faultOfDoor(null, 'search.find', refusal('bad-request', 'No.'))).toContain('should have let the call in')
    expect(faultOfDoor(null, 'search.find', refusal('not-found', 'No.'))).toBeNull()
  })

  it.each([
    [undefined, 'no object'],
    [{ ok: true, value: () => 1 }, 'cannot be carried'],
    [{ ok: true, value: `a ${hush} b` }, 'a secret'],
    [{ ok: true }, 'no value'],
    [{ ok: 1, value: 2 }, 'neither'],
    [refusal('teapot' as never, 'I am one.'), 'not on the list'],
    [refusal('internal', 'Something.'), 'an unexpected error'],
    [refusal('not-found', ''), 'says nothing'],
    [refusal('not-found', 'There is no {{id}}.'), 'not finished'],
    [refusal('not-found', 'Error\n    at open (store.ts:1:1)'), 'not finished'],
  ])('notices an answer that no call may give', (answer, fault) => {
    expect(faultOfAnswer(answer)).toContain(fault)
  })

  it('takes answers as they should be', () => {
    for (const answer of [{ ok: true, value: null }, refusal('not-found', 'There is no card C-1.')]) {
      expect(faultOfAnswer(answer)).toBeNull()
    }
  })

  it('names no call that does not exist', () => {
    for (const channel of mayWrite) expect(channelNames).toContain(channel)
  })
})
