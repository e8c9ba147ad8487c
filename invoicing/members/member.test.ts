import { expect, test } from 'vitest'
import type { Member } from '../../contract/members.ts'
import { allows, permissions, roles } from '../../contract/permissions.ts'
import { requireAnOwnerStays, requireMayGrant } from './member.ts'

const member = (userId: string, role: Member['role']): Member => ({
  userId,
  role,
  name: userId,
  email: `${userId}@shop.example`,
  extraPermissions: [],
  invited: false,
})

test('only an owner touches owners', () => {
  expect(() => requireMayGrant('owner', 'owner')).not.toThrow()
  expect(() => requireMayGrant('admin', 'admin', 'viewer')).not.toThrow()
  expect(() => requireMayGrant('admin', 'viewer', 'owner')).toThrow('Only an owner')
  expect(() => requireMayGrant(null, 'owner')).toThrow('Only an owner')
})

test('one owner stays', () => {
  const alone = [member('a', 'owner'), member('b', 'admin')]
  expect(() => requireAnOwnerStays(alone, 'a', null)).toThrow('last owner')
  expect(() => requireAnOwnerStays(alone, 'a', 'admin')).toThrow('last owner')
  expect(() => requireAnOwnerStays(alone, 'a', 'owner')).not.toThrow()
  expect(() => requireAnOwnerStays(alone, 'b', null)).not.toThrow()
  expect(() => requireAnOwnerStays([...alone, member('c', 'owner')], 'a', null)).not.toThrow()
})

test('each role may do what the one below it may, and the lowest only reads', () => {
  for (const [index, role] of roles.entries()) {
    const below = roles[index + 1]
    for (const permission of permissions) {
      if (below && allows(below, [], permission))
        expect([role, allows(role, [], permission)]).toEqual([role, true])
      if (role === 'viewer' && allows(role, [], permission)) expect(permission).toMatch(/\.read$/)
    }
  }
})

test('sales never voids, imports or closes the books; a permission by name opens that one only', () => {
  for (const permission of [
    'accounting.invoices.void',
    'accounting.import.run',
    'accounting.books.close',
  ] as const) {
    expect(allows('sales', [], permission)).toBe(false)
    expect(allows('sales', [permission], permission)).toBe(true)
  }
  expect(allows('viewer', ['accounting.invoices.void'], 'accounting.invoices.write')).toBe(false)
})
