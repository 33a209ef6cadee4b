import { expect, test } from 'vitest'
import { tabIdsFor } from '../../../renderer/features/shell/tab-roles'
import type { Role } from '../../../shared/lifecycle'

const reached = (...roles: Role[]) => tabIdsFor(roles)

test('each role reaches its parts of the desk, in the order in which they stand', () => {
  const desk = ['overview', 'search', 'requests', 'batch-orders']
  expect(reached('operator')).toEqual(desk)
  expect(reached('approver')).toEqual(desk)
  expect(reached('auditor')).toEqual([...desk, 'settings'])
  expect(reached('administrator')).toEqual(['settings'])
  expect(reached('administrator', 'operator')).toEqual([...desk, 'settings'])
  expect(reached()).toEqual([])
})
