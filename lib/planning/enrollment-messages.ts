import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import { daysByMonth } from './messages'

/** What a change of group did, in words: how many days went along, and those that stay where they were. */
export function regroupedMessage({ moved, kept }: { moved: number; kept: readonly Day[] }): string {
  const went =
    moved === 0
      ? ''
      : moved > 1
        ? ` ${moved} jours à venir changent de groupe.`
        : ' 1 jour à venir change de groupe.'
  const [one] = kept
  const stay =
    kept.length === 0
      ? ''
      : ` Faute de place, ${kept.length > 1 ? `${kept.length} jours restent` : `le ${formatDay(one!, 'weekday')} reste`} dans l’ancien groupe${kept.length > 1 ? ` : ${daysByMonth(kept).join(' ; ')}` : ''}.`
  return `Le groupe est enregistré.${went}${stay}`
}
