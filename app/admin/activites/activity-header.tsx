import { PageHeader } from '@/components/layout/page-header'
import { Tabs } from '@/components/ui/tabs'
import { roleCan } from '@/lib/core/permissions'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'

const SCREENS = [
  { path: '', label: 'Règles', permission: 'activity.configure' },
  { path: '/places', label: 'Groupes et places', permission: 'activity.configure' },
  { path: '/inscrits', label: 'Enfants inscrits', permission: 'activity.configure' },
  { path: '/tarifs', label: 'Tarifs', permission: 'tariff.manage' },
] as const

type ActivityHeaderProps = {
  activity: { id: number; name: string }
  /** The screen shown: the end of its address. */
  current: (typeof SCREENS)[number]['path']
  /** Of the agent: who may not see a screen is not led there. */
  role: AgentRole
}

/** The name of an activity, and its screens. */
export function ActivityHeader({ activity, current, role }: ActivityHeaderProps) {
  const back = roleCan(role, 'activity.configure')
    ? { href: '/admin/activites', label: 'Activités' }
    : { href: '/admin/tarifs', label: 'Tarifs' }
  return (
    <>
      <PageHeader title={activity.name} back={back} />
      <Tabs
        label={`Écrans de ${activity.name}`}
        className="mb-4"
        items={SCREENS.filter(({ permission }) => roleCan(role, permission)).map(({ path, label }) => ({
          href: `/admin/activites/${activity.id}${path}`,
          label,
          current: path === current,
        }))}
      />
    </>
  )
}
