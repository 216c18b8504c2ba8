import { SegmentedLinks } from '../ui/segmented'

type QueueTabsProps = {
  active: 'home' | 'dossiers' | 'requests' | 'documents'
  counts: { dossiers: number; requests: number; documents: number }
}

/** What waits, by kind, above each of the agents' queues: « Dossiers 12 », « Demandes 23 ». */
export function QueueTabs({ active, counts }: QueueTabsProps) {
  const items = [
    { href: '/admin/dossiers', label: `Dossiers ${counts.dossiers}`, current: active === 'dossiers' },
    { href: '/admin/documents', label: `Documents ${counts.documents}`, current: active === 'documents' },
    { href: '/admin/demandes', label: `Demandes ${counts.requests}`, current: active === 'requests' },
  ]
  return <SegmentedLinks label="À traiter" items={items} />
}
