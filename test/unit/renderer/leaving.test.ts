import { beforeEach, describe, expect, it } from 'vitest'
import { attemptToLeave, useLeaving } from '../../../renderer/state/leaving'

const { hold, stay, leave } = useLeaving.getState()
const asked = () => useLeaving.getState().destination !== null

describe('leaving what is not saved', () => {
  let gone: string[]
  const go = (where: string) => attemptToLeave(() => gone.push(where))
  beforeEach(() => {
    gone = []
    useLeaving.setState({ unsaved: new Map(), destination: null })
  })

  it('asks nobody while nothing would be lost', () => {
    go('elsewhere')
    expect([gone, asked()]).toEqual([['elsewhere'], false])
  })

  it('asks first, and stays or goes as it is told', () => {
    hold('options', 'leaving')
    go('elsewhere')
    expect([gone, asked()]).toEqual([[], true])
    stay()
    expect([gone, asked()]).toEqual([[], false])
    go('elsewhere')
    leave()
    expect([gone, asked()]).toEqual([['elsewhere'], false])
  })

  it('asks once only for a way of several steps', () => {
    hold('options', 'leaving')
    attemptToLeave(() => {
      go('the tab')
      go('the card')
    })
    leave()
    expect(gone).toEqual(['the tab', 'the card'])
  })

  it('asks again when leaving came to nothing: what holds the changes lets go of them itself', () => {
    hold('options', 'leaving')
    attemptToLeave(() => {})
    leave()
    go('elsewhere')
    expect([gone, asked()]).toEqual([[], true])
    stay()
    hold('options', null)
    go('elsewhere')
    expect(gone).toEqual(['elsewhere'])
  })

  it('keeps apart who holds what: one that is done does not speak for the others', () => {
    hold('options', 'leaving')
    hold('person', 'leaving')
    hold('person', null)
    go('elsewhere')
    expect(gone).toEqual([])
  })

  it('does not ask for what only closing the window loses, but tells that it is there', () => {
    hold('wizard', 'closing')
    go('elsewhere')
    expect(gone).toEqual(['elsewhere'])
    expect(useLeaving.getState().unsaved.size).toBe(1)
  })
})
