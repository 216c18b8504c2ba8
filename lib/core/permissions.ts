import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { NotFound } from './errors'

/** What agents may do, and which roles may: the only list (PRODUCT §7 « Least privilege »). */
const AGENT_PERMISSIONS = {
  'family.read': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'family.edit': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  // A copy of a family's data, for a family that asks on paper; what the role does not read is left out.
  'family.export': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'family.erase': ['ADMINISTRATOR'],
  'health.read': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  // The queue of dossiers; what each section asks for comes on top (lib/dossier/sections.ts).
  'dossier.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'health.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'tax.read': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'bank.read': ['ADMINISTRATOR', 'BILLING'],
  // The list of a family's mandates too, without the account: a parent without internet phones to revoke theirs.
  'mandate.revoke': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'change.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  // Which types, lib/document/scope.ts says: billing agents check what prices and payments rest on.
  'document.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'photo.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'request.decide': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'code.manage': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'import.run': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'activity.configure': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  // What activities cost.
  'tariff.manage': ['ADMINISTRATOR', 'BILLING'],
  // Collective events: they release the bookings of many families at once.
  'event.manage': ['ADMINISTRATOR', 'FAMILY_SERVICE'],
  'daysheet.read': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'ON_SITE'],
  // On-site agents for their own activities alone (lib/planning/day-sheet-scope.ts).
  'attendance.mark': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'ON_SITE'],
  'billing.read': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'billing.run': ['ADMINISTRATOR', 'BILLING'],
  // Lets a family book in spite of an unpaid invoice.
  'blocking.lift': ['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING'],
  'journal.read': ['ADMINISTRATOR'],
  'authority.configure': ['ADMINISTRATOR'],
  'agent.manage': ['ADMINISTRATOR'],
} as const satisfies Record<string, readonly AgentRole[]>

export type AgentPermission = keyof typeof AGENT_PERMISSIONS

/** Whether a role of agent holds a permission. */
export function roleCan(role: AgentRole, permission: AgentPermission): boolean {
  return (AGENT_PERMISSIONS[permission] as readonly AgentRole[]).includes(role)
}

/**
 * What every query and operation of agents begins with, whoever calls it.
 *
 * @throws NotFound for who is no agent, or whose role does not hold the permission
 */
export function requirePermission(
  actor: { kind: 'agent'; role: AgentRole } | null,
  permission: AgentPermission,
): void {
  if (actor?.kind !== 'agent' || !roleCan(actor.role, permission)) throw new NotFound()
}

/** Every permission, for the test that walks all of them. */
export const ALL_AGENT_PERMISSIONS = Object.keys(AGENT_PERMISSIONS) as AgentPermission[]
