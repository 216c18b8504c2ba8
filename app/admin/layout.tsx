import type { ReactNode } from 'react'
import { requireAgent } from '@/lib/core/actor'
import { AgentFrame } from './agent-frame'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  return <AgentFrame agent={await requireAgent()}>{children}</AgentFrame>
}
