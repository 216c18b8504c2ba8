import { Hourglass } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { formatInstant } from '@/lib/core/day'
import { unitsOf, type TargetKind, type Values } from '@/lib/dossier/fields'
import { plainSectionsOf } from '@/lib/dossier/sections'
import { getDossier } from '@/lib/dossier/settings'
import { displayUnit } from '@/lib/dossier/values'
import type { WaitingChangeView } from '@/lib/family/queries'

type DossierValuesProps = { kind: TargetKind; values: Values; changes: readonly WaitingChangeView[] }

/** The values in force of a person, with what is asked beside them; what is empty and not asked is left out. */
export async function DossierValues({ kind, values, changes }: DossierValuesProps) {
  const rows = plainSectionsOf(await getDossier(), kind)
    .flatMap(unitsOf)
    .map((unit) => ({ unit, change: changes.find((change) => change.unit === unit.id) }))
    .filter(({ unit, change }) => change || unit.fields.some(({ name }) => values[name]))
  return (
    <DescriptionList dense>
      {rows.map(({ unit, change }) => (
        <DescriptionRow
          key={unit.id}
          label={unit.label}
          pending={
            change && (
              <Alert tone="warning" icon={Hourglass} title={displayUnit(unit, change.after)}>
                En attente de validation · demandé {change.askedBy ? `par ${change.askedBy} ` : ''}le{' '}
                {formatInstant(change.askedAt)}
              </Alert>
            )
          }
        >
          {displayUnit(unit, values)}
        </DescriptionRow>
      ))}
    </DescriptionList>
  )
}
