import type { ReactNode } from 'react'
import { AgentShell } from '@/components/layout/agent-shell'
import { SessionWarning } from '@/components/layout/session-warning'
import type { NavItem } from '@/components/layout/nav-items'
import { ROLE_LABELS } from '@/lib/agent/messages'
import { getAuthority } from '@/lib/authority/queries'
import type { AgentActor } from '@/lib/core/actor'
import { roleCan, type AgentPermission } from '@/lib/core/permissions'
import { queueCounts } from '@/lib/portal/agent-queue'
import { logout } from '../logout-action'
import { prolongSession } from '../session-actions'

type Entry = NavItem & { permission?: AgentPermission }

const ENTRIES: readonly Entry[] = [
  { href: '/admin', label: 'À traiter', icon: 'inbox', permission: 'dossier.decide' },
  { href: '/admin/feuilles', label: 'Feuilles de présence', icon: 'attendance', permission: 'daysheet.read' },
  { href: '/admin/familles', label: 'Familles', icon: 'families', permission: 'family.read' },
  { href: '/admin/activites', label: 'Activités', icon: 'calendar', permission: 'activity.configure' },
  { href: '/admin/tarifs', label: 'Tarifs', icon: 'tariffs', permission: 'tariff.manage' },
  { href: '/admin/facturation', label: 'Facturation', icon: 'invoices', permission: 'billing.run' },
  { href: '/admin/paiements', label: 'Paiements', icon: 'payments', permission: 'billing.run' },
  { href: '/admin/evenements', label: 'Événements', icon: 'event', permission: 'event.manage' },
  { href: '/admin/codes', label: 'Codes abonnés', icon: 'codes', permission: 'code.manage' },
  { href: '/admin/import', label: 'Reprise de données', icon: 'import', permission: 'import.run' },
  { href: '/admin/reglages', label: 'Réglages', icon: 'settings', permission: 'authority.configure' },
  { href: '/admin/agents', label: 'Agents', icon: 'agents', permission: 'agent.manage' },
  {
    href: '/admin/conservation',
    label: 'Conservation',
    icon: 'retention',
    permission: 'authority.configure',
  },
  { href: '/admin/journal', label: 'Journal', icon: 'journal', permission: 'journal.read' },
]

/** What surrounds the agents' pages: the menu holds what the role may do. Rights are checked in each page. */
export async function AgentFrame({ agent, children }: { agent: AgentActor; children: ReactNode }) {
  const [authority, counts] = await Promise.all([getAuthority(), queueCounts(agent)])
  const items = ENTRIES.filter(({ permission }) => !permission || roleCan(agent.role, permission)).map(
    ({ permission: _, ...item }): NavItem =>
      item.href === '/admin'
        ? { ...item, count: counts.dossiers + counts.documents + counts.requests, countLabel: 'à traiter' }
        : item,
  )
  return (
    <AgentShell
      authority={{ name: authority.shortName }}
      items={items}
      searchHref={roleCan(agent.role, 'family.read') ? '/admin/familles' : undefined}
      person={{
        name: `${agent.firstName} ${agent.lastName}, ${ROLE_LABELS[agent.role].toLocaleLowerCase('fr-FR')}`,
        href: '/mon-espace/compte',
      }}
      logout={logout}
    >
      {children}
      <SessionWarning prolong={prolongSession} />
    </AgentShell>
  )
}
