import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card, SectionCard } from '@/components/ui/card'
import { agentsView } from '@/lib/agent/queries'
import { requireAgent } from '@/lib/core/actor'
import { AgentEntry } from './agent-entry'
import { NewAgentForm } from './new-agent-form'

export const metadata: Metadata = { title: 'Agents' }

export default async function AgentsPage() {
  const administrator = await requireAgent('agent.manage')
  const { agents, activities } = await agentsView(administrator)
  const open = agents.filter(({ disabledAt }) => disabledAt === null).length
  return (
    <>
      <PageHeader
        title="Agents"
        subtitle={`${open} ${open > 1 ? 'comptes ouverts' : 'compte ouvert'} · chacun ne voit que ce que son rôle demande`}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card padded={false}>
          <ul aria-label="Agents" className="divide-y divide-line">
            {agents.map((agent) => (
              <AgentEntry
                key={agent.accountId}
                agent={agent}
                activities={activities}
                isSelf={agent.accountId === administrator.accountId}
              />
            ))}
          </ul>
        </Card>
        <SectionCard title="Créer un agent" subtitle="Un lien lui est envoyé pour choisir son mot de passe.">
          <NewAgentForm activities={activities} />
        </SectionCard>
      </div>
    </>
  )
}
