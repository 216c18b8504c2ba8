import { expect, test } from '@playwright/test'
import { ALL_AGENT_PERMISSIONS, roleCan, type AgentPermission } from '@/lib/core/permissions'

const ROLES = ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE'] as const

/** Who may do what, written once more by hand: a role widened by mistake is seen here. */
const TABLE: Record<AgentPermission, readonly [boolean, boolean, boolean, boolean]> = {
  'family.read': [true, true, true, false],
  'family.edit': [true, true, false, false],
  'family.export': [true, true, false, false],
  'family.erase': [true, false, false, false],
  'health.read': [true, true, false, false],
  'dossier.decide': [true, true, true, false],
  'health.decide': [true, true, false, false],
  'tax.read': [true, true, true, false],
  'bank.read': [true, false, true, false],
  'mandate.revoke': [true, true, true, false],
  'change.decide': [true, true, false, false],
  'document.decide': [true, true, true, false],
  'photo.decide': [true, true, false, false],
  'request.decide': [true, true, false, false],
  'code.manage': [true, true, false, false],
  'import.run': [true, true, false, false],
  'activity.configure': [true, true, false, false],
  'tariff.manage': [true, false, true, false],
  'event.manage': [true, true, false, false],
  'daysheet.read': [true, true, false, true],
  'attendance.mark': [true, true, false, true],
  'billing.read': [true, true, true, false],
  'billing.run': [true, false, true, false],
  'blocking.lift': [true, true, true, false],
  'journal.read': [true, false, false, false],
  'authority.configure': [true, false, false, false],
  'agent.manage': [true, false, false, false],
}

for (const permission of ALL_AGENT_PERMISSIONS)
  ROLES.forEach((role, column) => {
    const may = TABLE[permission][column]!
    test(`${role} ${may ? 'may' : 'may not'} ${permission}`, () => {
      expect(roleCan(role, permission)).toBe(may)
    })
  })
