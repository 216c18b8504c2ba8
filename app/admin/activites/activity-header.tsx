import { PageHeader } from '@/components/layout/page-header'
import { Tabs } from '@/components/ui/tabs'

const SCREENS = [
  { path: '', label: 'Règles' },
  { path: '/places', label: 'Groupes et places' },
  { path: '/inscrits', label: 'Enfants inscrits' },
] as const

type ActivityHeaderProps = {
  activity: { id: number; name: string }
  /** The screen shown: the end of its address. */
  current: (typeof SCREENS)[number]['path']
}

/** The name of an activity, and its screens. */
export function ActivityHeader({ activity, current }: ActivityHeaderProps) {
  return (
    <>
      <PageHeader title={activity.name} back={{ href: '/admin/activites', label: 'Activités' }} />
      <Tabs
        label={`Écrans de ${activity.name}`}
        className="mb-4"
        items={SCREENS.map(({ path, label }) => ({
          href: `/admin/activites/${activity.id}${path}`,
          label,
          current: path === current,
        }))}
      />
    </>
  )
}
