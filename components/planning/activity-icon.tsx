import { Palette, Sunrise, Sunset, TentTree, Utensils } from 'lucide-react'
import type { ActivityIcon as Icon } from '@/lib/planning/rules/grid'

const ICONS = {
  MEAL: Utensils,
  MORNING: Sunrise,
  EVENING: Sunset,
  WEDNESDAY: Palette,
  HOLIDAY: TentTree,
} as const

/** The icon of an activity. Decorative: its name always stands beside it. */
export function ActivityIcon({ icon, className }: { icon: Icon; className?: string }) {
  const Drawn = ICONS[icon]
  return <Drawn aria-hidden className={className} />
}
