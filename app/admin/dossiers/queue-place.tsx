import type { QueueFilter } from '@/lib/dossier/decision-schema'
import { targetText, type Target } from '@/lib/dossier/schema'

/** The hidden fields that bring a form of the queue back to its place (`QueuePlace`). */
export function QueuePlaceFields({
  filter,
  here,
  next,
}: {
  filter: QueueFilter
  here?: Target
  next?: Target
}) {
  return (
    <>
      {filter.family && <input type="hidden" name="famille" value={filter.family} />}
      {filter.section && <input type="hidden" name="rubrique" value={filter.section} />}
      {filter.page && <input type="hidden" name="page" value={filter.page} />}
      {here && <input type="hidden" name="ici" value={targetText(here)} />}
      {next && <input type="hidden" name="suivante" value={targetText(next)} />}
    </>
  )
}
