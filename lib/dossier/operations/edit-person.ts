import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import { CHANGE_MESSAGES, inSentence } from '../messages'
import { lockPlaces, writeSchooling, writeTargets } from '../rows'
import { apply, planEdit } from '../rules'
import { unitsOf } from '../fields'
import type { SectionInput, Target } from '../schema'
import { plainSectionsOf } from '../sections'
import { readDossier } from '../settings'

export type PersonEdit = SectionInput & { familyId: string; target: Target }

/**
 * An agent changes the values in force of a guardian or child of a family. A change that waits on one of
 * them is left as it was asked: the value in force having moved, it is in conflict from now on
 * (`standingOf`), and nobody accepts it unseen.
 *
 * @returns the names of the fields written
 * @throws NotFound when the agent may not, or the family has no such person; Refusal MOVED when a value is
 * no longer the one shown, NOTHING when none differs, SCHOOL when there is no such school. Then nothing is written.
 */
export async function editPerson(
  agent: AgentActor,
  { familyId, target, shown, asked }: PersonEdit,
  at: Date,
): Promise<string[]> {
  requirePermission(agent, 'family.edit')
  const { kind, id } = target
  return db.$transaction(async (tx) => {
    const sections = plainSectionsOf(await readDossier(tx), kind)
    const places = sections.map((section) => ({ kind, id, section }))
    const current = (await lockPlaces(tx, places)).get(id)
    const belongs =
      kind === 'guardian'
        ? await tx.guardian.count({ where: { id, familyId } })
        : await tx.guardianship.count({ where: { childId: id, guardian: { familyId } } })
    if (!current || belongs === 0) throw new NotFound()
    const { write, moved } = planEdit(sections.flatMap(unitsOf), current, shown, asked)
    if (moved.length > 0) {
      const message = CHANGE_MESSAGES.movedMeanwhile(moved.map(({ label }) => inSentence(label)).join(', '))
      throw new Refusal(
        'MOVED',
        message,
        Object.fromEntries(moved.map((unit) => [unit.fields[0]!.name, message])),
      )
    }
    const fields = Object.keys(write)
    if (fields.length === 0) throw new Refusal('NOTHING', 'Rien n’a changé : rien n’a été enregistré.')
    const next = apply(current, write)
    await writeTargets(tx, kind, new Map([[id, write]]))
    if (kind === 'child' && !(await writeSchooling(tx, id, { school: next.school!, grade: next.grade! })))
      throw new Refusal('SCHOOL', 'Cette école n’existe pas.', { school: 'Cette école n’existe pas.' })
    await recordEvent(tx, agent, at, {
      action: kind === 'guardian' ? 'guardian.edit' : 'child.edit',
      familyId,
      ...(kind === 'guardian' ? { guardianId: id } : { childId: id }),
      fields,
    })
    return fields
  })
}
