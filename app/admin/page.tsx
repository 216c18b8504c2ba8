import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { QueueTabs } from '@/components/layout/queue-tabs'
import { PageHeader } from '@/components/layout/page-header'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import { getDossier } from '@/lib/dossier/settings'
import { roleCan } from '@/lib/core/permissions'
import { documentQueue } from '@/lib/document/queries/queue'
import { changeQueue } from '@/lib/dossier/queries/change-queue'
import { expectedOn, oldestRequests, queueCounts, recentSubscriptions } from '@/lib/portal/agent-queue'
import { ExpectedToday } from './expected-today'
import { RecentSubscriptions } from './recent-subscriptions'
import { WaitingDocuments } from './waiting-documents'
import { WaitingDossiers } from './waiting-dossiers'
import { WaitingRequests } from './waiting-requests'

export const metadata: Metadata = { title: 'À traiter' }

const SHOWN = 6

export default async function AgentHomePage() {
  const agent = await requireAgent()
  // Who decides nothing comes to mark who is there.
  if (!roleCan(agent.role, 'dossier.decide')) redirect('/admin/feuilles')
  const at = now()
  const today = dayInParis(at)
  const can = {
    changes: roleCan(agent.role, 'dossier.decide'),
    documents: roleCan(agent.role, 'document.decide'),
    requests: roleCan(agent.role, 'request.decide'),
    families: roleCan(agent.role, 'family.read'),
    daySheets: roleCan(agent.role, 'daysheet.read'),
  }
  const [counts, dossiers, documents, requests, subscriptions, expected] = await Promise.all([
    queueCounts(agent),
    can.changes ? changeQueue(agent, await getDossier(), {}, at) : null,
    can.documents ? documentQueue(agent, at) : null,
    can.requests ? oldestRequests(agent, SHOWN) : null,
    can.families ? recentSubscriptions(agent, SHOWN) : null,
    can.daySheets ? expectedOn(agent, today) : null,
  ])
  return (
    <>
      <PageHeader
        title="À traiter"
        subtitle={formatDay(today)}
        actions={<QueueTabs active="home" counts={counts} role={agent.role} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {dossiers && <WaitingDossiers entries={dossiers.entries.slice(0, SHOWN)} total={counts.dossiers} />}
          {documents && <WaitingDocuments entries={documents.slice(0, SHOWN)} total={counts.documents} />}
          {expected && <ExpectedToday expected={expected} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {requests && <WaitingRequests requests={requests} total={counts.requests} now={at} />}
          {subscriptions && <RecentSubscriptions subscriptions={subscriptions} />}
        </div>
      </div>
    </>
  )
}
