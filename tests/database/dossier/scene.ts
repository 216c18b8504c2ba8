import type { AgentActor, Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { Values } from '@/lib/dossier/fields'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { standingValues, versionOf, type Decision } from '@/lib/dossier/rules'
import type { Target } from '@/lib/dossier/schema'
import { findSection } from '@/lib/dossier/sections'
import { agentActor, createAccount, createAgent, parentActor } from '@/tests/factories/accounts'
import { createAuthority } from '@/tests/factories/authority'
import {
  createFamily,
  createSchool,
  linkChild,
  subscribe,
  type CreatedFamily,
} from '@/tests/factories/families'

export const NOW = new Date('2026-11-24T09:00:00Z')

/** An instant so many minutes after NOW. */
export const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

/**
 * Sofia and Karim Delmas with Lina and Noé; Hugo, Lina's father, in a family of his own; the Moreau, who
 * have nothing to do with them; an agent.
 */
export type Scene = {
  sofia: Parent
  karim: Parent
  hugo: Parent
  moreau: Parent
  agent: AgentActor
  delmas: CreatedFamily
  other: CreatedFamily
  lina: Target
  noe: Target
  sofiaGuardian: Target
}

/** Sets the scene. */
export async function setScene(db: Tx): Promise<Scene> {
  await createAuthority(db)
  const school = await createSchool(db)
  const delmas = await createFamily(db, {
    name: 'Delmas',
    guardians: [
      {
        firstNames: 'Sofia',
        addressLine: '1 rue Basse',
        postalCode: '45000',
        city: 'Orléans',
        addressSince: new Date('2020-01-01'),
      },
      { title: 'M', firstNames: 'Karim' },
    ],
    children: [
      { firstNames: 'Lina Jeanne', schoolId: school.id },
      { firstNames: 'Noé', sex: 'M' },
    ],
  })
  const father = await createFamily(db, {
    name: 'Petit',
    guardians: [{ title: 'M', firstNames: 'Hugo' }],
    children: [],
  })
  await linkChild(db, father.guardians[0]!, delmas.children[0]!)
  const other = await createFamily(db, {
    name: 'Moreau',
    guardians: [{ firstNames: 'Zoé' }],
    children: [{ firstNames: 'Max' }],
  })
  const parent = async (firstName: string, guardian: { id: string }) => {
    const account = await createAccount(db, { firstName })
    await subscribe(db, account, guardian)
    return parentActor(db, account)
  }
  return {
    sofia: await parent('Sofia', delmas.guardians[0]!),
    karim: await parent('Karim', delmas.guardians[1]!),
    hugo: await parent('Hugo', father.guardians[0]!),
    moreau: await parent('Zoé', other.guardians[0]!),
    agent: await agentActor(db, await createAgent(db, 'FAMILY_SERVICE')),
    delmas,
    other,
    lina: { kind: 'child', id: delmas.children[0]!.id },
    noe: { kind: 'child', id: delmas.children[1]!.id },
    sofiaGuardian: { kind: 'guardian', id: delmas.guardians[0]!.id },
  }
}

/** The values that stand in a section, as its form shows them. */
export async function shownTo(db: Tx, parent: Parent, target: Target, sectionId: string): Promise<Values> {
  const where = target.kind === 'guardian' ? { guardianId: target.id } : { childId: target.id }
  const [row] =
    target.kind === 'guardian'
      ? await db.$queryRaw<
          { values: Values }[]
        >`SELECT to_json(t) AS values FROM "Guardian" t WHERE id = ${target.id}::uuid`
      : await db.$queryRaw<
          { values: Values }[]
        >`SELECT to_json(t) AS values FROM "Child" t WHERE id = ${target.id}::uuid`
  const section = findSection(target.kind, sectionId)!
  const waiting = await db.pendingChange.findMany({
    where: { ...where, state: 'PENDING' },
    select: { id: true, unit: true, after: true },
  })
  const standing = standingValues(
    section,
    row!.values,
    waiting.map((change) => ({ ...change, after: change.after as Values, ours: true })),
  )
  return Object.fromEntries(section.fields.map(({ name }) => [name, standing[name] ?? null]))
}

/** A parent changes some fields of a section on the form as it shows now. */
export async function ask(db: Tx, parent: Parent, target: Target, section: string, typed: Values, at = NOW) {
  const shown = await shownTo(db, parent, target, section)
  return askChanges(parent, { target, section, shown, asked: { ...shown, ...typed } }, at)
}

/** The changes that wait for a target, by unit. */
export async function waitingOn(db: Tx, target: Target) {
  const where = target.kind === 'guardian' ? { guardianId: target.id } : { childId: target.id }
  return db.pendingChange.findMany({ where: { ...where, state: 'PENDING' }, orderBy: { unit: 'asc' } })
}

/** A decision on a change as it is now. */
export function decisionOn(
  change: { id: string; askedAt: Date },
  verdict: Decision['verdict'],
  more: Partial<Decision> = {},
): Decision {
  return {
    changeId: change.id,
    version: versionOf(change),
    verdict,
    ...(verdict === 'REFUSE' && { reason: 'Merci de joindre un justificatif.' }),
    ...more,
  }
}
