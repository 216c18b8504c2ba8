import 'server-only'
import { db } from '@/lib/core/db'
import type { Parent } from '@/lib/core/actor'
import { day } from '@/lib/core/day'
import { familyIdsOf } from '@/lib/core/scope'
import { IS_SHOWN_CHANGE } from '../rows'
import { ageInWords } from '../values'

export type GuardianCard = { id: string; name: string; waiting: number }

export type ChildCard = { id: string; firstName: string; age: string; colour: number; waiting: number }

/** A family of the parent, its people, and how many changes wait for each. */
export type FamilyDossier = {
  id: string
  name: string
  /** When a parent last said that all is up to date. */
  confirmedAt: Date | null
  guardians: GuardianCard[]
  children: ChildCard[]
}

type Row = Omit<FamilyDossier, 'children'> & { children: (Omit<ChildCard, 'age'> & { birthDate: string })[] }

/** The dossiers of a parent, one per family: its guardians, and the children that are also the parent's. */
export async function familyDossiers(parent: Parent, now: Date): Promise<FamilyDossier[]> {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const rows = await db.$queryRaw<Row[]>`
    SELECT f.id, f.name, f."confirmedAt",
      (SELECT COALESCE(json_agg(json_build_object(
          'id', g.id, 'name', split_part(g."firstNames", ' ', 1) || ' ' || g."lastName",
          'waiting', (SELECT count(*) FROM "PendingChange" c WHERE c."guardianId" = g.id AND c.state = 'PENDING' AND ${IS_SHOWN_CHANGE})
        ) ORDER BY g.id <> ALL(${guardianIds}::uuid[]), g."createdAt", g.id), '[]')
        FROM "Guardian" g WHERE g."familyId" = f.id) AS guardians,
      (SELECT COALESCE(json_agg(json_build_object(
          'id', ch.id, 'firstName', split_part(ch."firstNames", ' ', 1), 'birthDate', ch."birthDate", 'colour', ch.colour,
          'waiting', (SELECT count(*) FROM "PendingChange" c WHERE c."childId" = ch.id AND c.state = 'PENDING' AND ${IS_SHOWN_CHANGE})
        ) ORDER BY ch."birthDate", ch.id), '[]')
        FROM "Child" ch WHERE ch.id IN (SELECT gs."childId" FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId"
          WHERE g."familyId" = f.id AND g.id = ANY(${guardianIds}::uuid[]))) AS children
    FROM "Family" f WHERE f.id = ANY(${familyIdsOf(parent)}::uuid[]) ORDER BY f.name, f.id`
  return rows.map((row) => ({
    ...row,
    children: row.children.map(({ birthDate, ...child }) => ({
      ...child,
      age: ageInWords(day(birthDate), now),
    })),
  }))
}
