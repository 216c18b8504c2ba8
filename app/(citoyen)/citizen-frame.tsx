import type { ReactNode } from 'react'
import { CitizenShell } from '@/components/layout/citizen-shell'
import { Footer } from '@/components/layout/footer'
import { SessionWarning } from '@/components/layout/session-warning'
import type { NavItem } from '@/components/layout/nav-items'
import { getAuthority } from '@/lib/authority/queries'
import { dueOf } from '@/lib/billing/queries/invoices'
import type { Parent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { menuCounts } from '@/lib/portal/queries'
import { logout } from '../logout-action'
import { prolongSession } from '../session-actions'

/** What surrounds a page for a parent who is logged in: in their spaces, and on the public pages too. */
export async function CitizenFrame({ parent, children }: { parent: Parent; children: ReactNode }) {
  const [authority, counts, due] = await Promise.all([
    getAuthority(),
    menuCounts(parent, now()),
    dueOf(parent, now()),
  ])
  const planning: NavItem = { href: '/famille/planning', label: 'Planning', icon: 'calendar' }
  const dossier: NavItem = {
    href: '/famille/dossier',
    label: 'Dossier Famille',
    shortLabel: 'Dossier',
    icon: 'dossier',
    count: counts.changes,
    countLabel: 'en attente de validation',
  }
  const documents: NavItem = {
    href: '/famille/documents',
    label: 'Documents',
    icon: 'documents',
    count: counts.documents,
    countLabel: 'à envoyer',
  }
  const requests: NavItem = {
    href: '/famille/demandes',
    label: 'Mes demandes',
    shortLabel: 'Demandes',
    icon: 'requests',
    count: counts.requests,
    countLabel: 'en attente de réponse',
  }
  const invoices: NavItem = {
    href: '/famille/factures',
    label: 'Factures',
    icon: 'invoices',
    count: due.count,
    countLabel: 'à payer',
  }
  return (
    <CitizenShell
      authority={{ name: authority.shortName }}
      sections={[
        {
          items: [
            { href: '/', label: 'Accueil', icon: 'home' },
            { href: '/mon-espace', label: 'Mon espace citoyen', icon: 'person' },
          ],
        },
        {
          title: 'Espace Famille',
          href: '/famille',
          items: [planning, dossier, documents, requests, invoices],
        },
      ]}
      help={{ href: '/aide', label: 'Aide et contact', icon: 'help' }}
      tabs={[planning, dossier, requests]}
      person={{ name: `${parent.firstName} ${parent.lastName}`, href: '/mon-espace/compte' }}
      logout={logout}
      footer={<Footer authority={authority} />}
    >
      {children}
      <SessionWarning prolong={prolongSession} />
    </CitizenShell>
  )
}
