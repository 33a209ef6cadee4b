import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/engine/default-settings'
import {
  deskRoles,
  documentedRoles,
  isChanged,
  pickRoles,
  startable,
  withRole,
} from '../../../renderer/features/settings/process-roles'
import { isSymbolicName, type SymbolicName } from '../../../shared/lifecycle'
import { documentedProcesses } from '../documented-lifecycle'

const named = (name: string): SymbolicName => {
  if (!isSymbolicName(name)) throw new Error(`no process ${name}`)
  return name
}

// Domain 3 and 6: who starts what as documented; auditors change nothing, administrators do not act on cards.
describe('the roles a process can be given to', () => {
  it('are operator and approver', () => {
    expect(deskRoles).toEqual(['operator', 'approver'])
  })

  it('are the documented ones at first, for every process that people start', () => {
    const { value } = pickRoles(defaultSettings())
    const documented = documentedProcesses.filter(({ role }) => role !== 'system')
    expect(startable.map(({ symbolicName }) => symbolicName).sort()).toEqual(
      documented.map(({ symbolicName }) => symbolicName).sort(),
    )
    for (const { symbolicName, role } of documented) {
      expect(documentedRoles(named(symbolicName)), symbolicName).toEqual([role])
      expect(value[named(symbolicName)], symbolicName).toEqual([role])
    }
  })

  it('are nobody for what Card Desk runs by itself', () => {
    for (const { symbolicName } of documentedProcesses.filter(({ role }) => role === 'system')) {
      expect(documentedRoles(named(symbolicName))).toEqual([])
    }
  })

  it('count as changed until they are the documented ones again', () => {
    const documented = documentedRoles('CardsProcLock')
    const both = withRole(documented, 'approver', true)
    expect([both, isChanged(both, documented)]).toEqual([['operator', 'approver'], true])
    const back = withRole(both, 'approver', false)
    expect([back, isChanged(back, documented)]).toEqual([['operator'], false])
    expect(isChanged(withRole(documented, 'operator', false), documented)).toBe(true)
  })
})
