import { randomUUID } from 'node:crypto'
import type { AgentActor, Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import type { Values } from '@/lib/dossier/fields'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { standingValues, versionOf, type Decision } from '@/lib/dossier/rules'
import type { Target } from '@/lib/dossier/schema'
import { unitsOf } from '@/lib/dossier/fields'
import { lockPlaces, targetKey } from '@/lib/dossier/places'
import { changeSeat, unseal } from '@/lib/dossier/secrets'
import { findSection, type Dossier } from '@/lib/dossier/sections'
import { readDossier } from '@/lib/dossier/settings'
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
  dossier: Dossier
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
  /** What the Delmas hold together. */
  household: Target
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
    dossier: await readDossier(db),
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
    household: { kind: 'family', id: delmas.id },
  }
}

const ownerOf = ({ kind, id }: Target) =>
  kind === 'guardian'
    ? { guardianId: id }
    : kind === 'child'
      ? { childId: id }
      : { familyId: id, guardianId: null, childId: null }

/** An item of a list that is not there yet. */
export const newItem = (child: Target): Target => ({ ...child, item: randomUUID() })

/** The values that stand in a section, as its form shows them. */
export async function shownTo(db: Tx, target: Target, sectionId: string): Promise<Values> {
  const section = findSection(await readDossier(db), target.kind, sectionId)!
  const inForce = await lockPlaces(db, [{ ...target, section }])
  const waiting = await db.pendingChange.findMany({
    where: { ...ownerOf(target), itemId: target.item ?? null, section: sectionId, state: 'PENDING' },
    select: { id: true, unit: true, after: true },
  })
  const standing = standingValues(
    section,
    inForce.get(targetKey(target))!,
    waiting.map(({ id, unit, after }) => ({
      id,
      unit,
      after: unseal(
        unitsOf(section).find((one) => one.id === unit)!.fields,
        after as Values,
        changeSeat(id, 'after'),
      ),
      ours: true,
    })),
  )
  return Object.fromEntries(section.fields.map(({ name }) => [name, standing[name] ?? null]))
}

/** A parent changes some fields of a section on the form as it shows now. */
export async function ask(db: Tx, parent: Parent, target: Target, section: string, typed: Values, at = NOW) {
  const shown = await shownTo(db, target, section)
  return askChanges(parent, { target, section, shown, asked: { ...shown, ...typed } }, at)
}

/** The changes that wait for a target, by unit. */
export async function waitingOn(db: Tx, target: Target) {
  return db.pendingChange.findMany({
    where: { ...ownerOf(target), state: 'PENDING' },
    orderBy: { unit: 'asc' },
  })
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
