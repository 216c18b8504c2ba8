import type { ReactNode } from 'react'
import { requireAnyone } from '@/lib/core/actor'
import { CitizenFrame } from '../(citoyen)/citizen-frame'
import { AgentFrame } from '../admin/agent-frame'

/** The pages of one's own account, in the frame of who asks: a parent or an agent. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const actor = await requireAnyone()
  if (actor.kind === 'agent') return <AgentFrame agent={actor}>{children}</AgentFrame>
  return <CitizenFrame parent={actor}>{children}</CitizenFrame>
}
