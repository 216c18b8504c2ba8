import { roleCan, type AgentPermission } from '@/lib/core/permissions'
import { SegmentedLinks } from '../ui/segmented'

type QueueTabsProps = {
  active: 'home' | 'dossiers' | 'requests' | 'documents'
  counts: { dossiers: number; requests: number; documents: number }
  /** The reader's: a queue that it does not decide is no page of theirs. */
  role: Parameters<typeof roleCan>[0]
}

const QUEUES = [
  { name: 'dossiers', href: '/admin/dossiers', label: 'Dossiers', permission: 'dossier.decide' },
  { name: 'documents', href: '/admin/documents', label: 'Documents', permission: 'document.decide' },
  { name: 'requests', href: '/admin/demandes', label: 'Demandes', permission: 'request.decide' },
] as const satisfies readonly { permission: AgentPermission; [key: string]: string }[]

/** What waits, by kind, above each of the agents' queues: « Dossiers 12 », « Demandes 23 ». */
export function QueueTabs({ active, counts, role }: QueueTabsProps) {
  const items = QUEUES.filter(({ permission }) => roleCan(role, permission)).map(({ name, href, label }) => ({
    href,
    label: `${label} ${counts[name]}`,
    current: active === name,
  }))
  return <SegmentedLinks label="À traiter" items={items} />
}
