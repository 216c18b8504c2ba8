import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireAgent } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import type { AgentPermission } from '@/lib/core/permissions'
import { wholeFamily, type WholeFamily } from '@/lib/family/queries'

/** The family of an address, once per request; 404 without the permission or the family. */
export const loadFamily = cache(async (id: string, permission: AgentPermission): Promise<WholeFamily> => {
  const agent = await requireAgent(permission)
  try {
    return await wholeFamily(agent, id)
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
})
