import { CalendarX2, CircleX, UserRound, Users } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { StatTile } from '@/components/ui/stat-tile'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatDay } from '@/lib/core/day'
import { EFFECT_WORDS } from '@/lib/planning/event-messages'
import { countEffect, EXCUSED_STATES, REFUSED_STATES, type EventEffect } from '@/lib/planning/rules/events'
import type { StoredState } from '@/lib/planning/rules/states'

const COLUMNS = Object.keys(EFFECT_WORDS) as StoredState[]

/** What an event releases, or has released: figures, then a table by day and by the state that bookings had. */
export function Effect({ effect, caption }: { effect: EventEffect; caption: string }) {
  const columns = COLUMNS.filter((state) => countEffect(effect, [state]) > 0)
  return (
    <div className="@container flex flex-col gap-4">
      <ul aria-label="En tout" className="@xl:grid-cols-4 grid grid-cols-2 gap-3">
        {[
          { label: 'Familles', value: effect.families, icon: Users },
          { label: 'Enfants', value: effect.children, icon: UserRound },
          { label: 'Non facturé', value: countEffect(effect, EXCUSED_STATES), icon: CalendarX2 },
          { label: 'Refusé', value: countEffect(effect, REFUSED_STATES), icon: CircleX },
        ].map((tile) => (
          <li key={tile.label} className="grid">
            <StatTile {...tile} />
          </li>
        ))}
      </ul>
      {columns.length > 0 && (
        <Card padded={false} className="overflow-hidden">
          <Table caption={caption}>
            <thead role="rowgroup">
              <Tr className="border-0">
                <Th>Jour</Th>
                {columns.map((state) => (
                  <Th key={state}>{EFFECT_WORDS[state]}</Th>
                ))}
              </Tr>
            </thead>
            <tbody role="rowgroup">
              {effect.days.map(({ day, counts }) => (
                <Tr key={day}>
                  <Th scope="row">{formatDay(day, 'weekday')}</Th>
                  {columns.map((state) => (
                    <Td key={state} label={EFFECT_WORDS[state]} className="tabular-nums">
                      {counts[state] ?? 0}
                    </Td>
                  ))}
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
      )}
      {countEffect(effect, ['PRESENT']) > 0 && (
        <p className="text-note text-muted">
          Les enfants déjà pointés présents le restent, et sont facturés.
        </p>
      )}
    </div>
  )
}
