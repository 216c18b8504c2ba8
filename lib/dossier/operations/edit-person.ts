import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { requirePermission } from '@/lib/core/permissions'
import { forAgents, unitsOf, type Section, type TargetKind, type Values } from '../fields'
import { CHANGE_MESSAGES, inSentence } from '../messages'
import { belongsTo, lockPlaces, targetKey } from '../places'
import { writePlaces, writeSchooling, writeTargets } from '../place-writes'
import { apply, planEdit } from '../rules'
import type { SectionInput, Target } from '../schema'
import { findSection, plainSectionsOf } from '../sections'
import { readDossier } from '../settings'
import { sharedChangeMails } from '../shared-changes'
import { refuseBeforeBirth } from '../vaccines'
import { standingNow } from '../values'

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
    const { current, write } = await planned(tx, familyId, target, sections, () => ({ shown, asked }))
    const next = apply(current, write)
    await writeTargets(tx, kind, new Map([[id, write]]))
    if (kind === 'child' && !(await writeSchooling(tx, id, { school: next.school!, grade: next.grade! })))
      throw new Refusal('SCHOOL', 'Cette école n’existe pas.', { school: 'Cette école n’existe pas.' })
    return recordEdit(tx, agent, { familyId, target, sections, write }, at)
  })
}

/**
 * An agent changes the values in force of a section that is written on a form of its own: of a family, what is
 * confidential, an item of a list (all null: it is removed). What waits is treated as by `editPerson`.
 *
 * @returns the names of the fields written
 * @throws NotFound when the agent may not, or the family has no such target; Refusal as `editPerson`, BEFORE_BIRTH
 */
export async function editSection(
  agent: AgentActor,
  { familyId, target, section: sectionId, shown, asked }: PersonEdit & { section: string },
  at: Date,
): Promise<string[]> {
  return writeSection(agent, { familyId, target, section: sectionId }, () => ({ shown, asked }), at)
}

/** An agent removes an item of a child's list. @throws as `editSection` */
export async function removeItem(
  agent: AgentActor,
  place: { familyId: string; target: Target; section: string },
  at: Date,
): Promise<string[]> {
  if (!place.target.item) throw new NotFound()
  const removal = (current: Values) => ({
    shown: current,
    asked: Object.fromEntries(Object.keys(current).map((name) => [name, null])),
  })
  return writeSection(agent, place, removal, at)
}

async function writeSection(
  agent: AgentActor,
  { familyId, target, section: sectionId }: { familyId: string; target: Target; section: string },
  inputOn: (current: Values) => SectionInput,
  at: Date,
): Promise<string[]> {
  requirePermission(agent, 'family.edit')
  return db.$transaction(async (tx) => {
    const declared = findSection(await readDossier(tx), target.kind, sectionId)
    if (!declared || Boolean(declared.list) !== Boolean(target.item)) throw new NotFound()
    requirePermission(agent, declared.agents.decide)
    const section = forAgents(declared)
    const { write } = await planned(tx, familyId, target, [section], inputOn)
    await writePlaces(tx, [{ place: { ...target, section }, familyId, values: write }], at)
    return recordEdit(tx, agent, { familyId, target, sections: [section], write }, at)
  })
}

/** What an edit comes to, its target locked. @throws NotFound, Refusal MOVED or NOTHING */
async function planned(
  tx: Tx,
  familyId: string,
  target: Target,
  sections: readonly Section[],
  inputOn: (current: Values) => SectionInput,
): Promise<{ current: Values; write: Values }> {
  const inForce = await lockPlaces(
    tx,
    sections.map((section) => ({ ...target, section })),
  )
  const current = inForce.get(targetKey(target))
  if (!current || !(await belongsTo(tx, familyId, target))) throw new NotFound()
  const { shown, asked } = inputOn(current)
  const { write, moved } = planEdit(sections.flatMap(unitsOf), current, shown, asked)
  if (moved.length > 0) {
    const message = CHANGE_MESSAGES.movedMeanwhile(moved.map(({ label }) => inSentence(label)).join(', '))
    throw new Refusal('MOVED', message, standingNow(moved, current))
  }
  if (Object.keys(write).length === 0)
    throw new Refusal('NOTHING', 'Rien n’a changé : rien n’a été enregistré.')
  for (const section of sections) refuseBeforeBirth(section, write, inForce.get(target.id)?.birthDate ?? null)
  return { current, write }
}

type Edit = { familyId: string; target: Target; sections: readonly Section[]; write: Values }

/** Journals an edit, and tells the child's other family which shared sections changed. */
async function recordEdit(
  tx: Tx,
  agent: AgentActor,
  { familyId, target: { kind, id }, sections, write }: Edit,
  at: Date,
): Promise<string[]> {
  const fields = Object.keys(write)
  const ids = kind === 'guardian' ? { guardianId: id } : kind === 'child' ? { childId: id } : {}
  await recordEvent(tx, agent, at, { action: EDIT_ACTIONS[kind], familyId, ...ids, fields })
  const childId = kind === 'child' ? id : null
  const changed = sections
    .filter((section) => section.fields.some(({ name }) => fields.includes(name)))
    .map((section) => ({ id: randomUUID(), familyId, childId, section }))
  await queueMails(tx, await sharedChangeMails(tx, changed), at)
  return fields
}

const EDIT_ACTIONS = {
  family: 'family.edit',
  guardian: 'guardian.edit',
  child: 'child.edit',
} as const satisfies Record<TargetKind, string>
