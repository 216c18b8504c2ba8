import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayToDb, parseDay } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import type { Values } from '@/lib/dossier/fields'
import { writeSchooling, writeTargets } from '@/lib/dossier/place-writes'
import { firstFreeColour } from '@/lib/exchange/rules/plan-children'
import type { Sex, Title } from '@/lib/generated/prisma/enums.ts'
import { haveSameNames } from '../rules'
import type { PersonInput, PersonKind } from '../schema'
import { writeLinks } from '../sql'

type NewPerson = Omit<PersonInput, 'kind' | 'targetId' | 'shown'>

/**
 * Adds a guardian to a family.
 *
 * @returns the id of the guardian
 * @throws NotFound when the agent may not, or the family does not exist
 * @throws Refusal TWIN when a guardian of the same names and birth date is known, and the agent has not
 * answered that it is another person
 */
export async function addGuardian(
  agent: AgentActor,
  { familyId, asked, twin }: NewPerson,
  at: Date,
): Promise<string> {
  requirePermission(agent, 'family.edit')
  return db.$transaction(async (tx) => {
    await lockFamily(tx, familyId)
    if (twin !== 'CREATE') await refuseTwin(tx, 'guardian', asked)
    const { id } = await tx.guardian.create({
      data: {
        familyId,
        title: asked.title as Title,
        lastName: asked.lastName!,
        firstNames: asked.firstNames!,
        createdAt: at,
      },
      select: { id: true },
    })
    await writeTargets(tx, 'guardian', new Map([[id, asked]]))
    const fields = filled(asked)
    await recordEvent(tx, agent, at, { action: 'guardian.create', familyId, guardianId: id, fields })
    return id
  })
}

/**
 * Adds a child to a family, bound to some of its guardians: a new one, or (`twin` LINK) the one of the same
 * names and birth date that another family has.
 *
 * @returns the id of the child
 * @throws NotFound when the agent may not, or the family or a guardian in it does not exist
 * @throws Refusal TWIN when such a child is known and the agent has not answered, or not one alone to bind;
 * SCHOOL when there is no such school
 */
export async function addChild(
  agent: AgentActor,
  { familyId, asked, links, twin }: NewPerson,
  at: Date,
): Promise<string> {
  requirePermission(agent, 'family.edit')
  return db.$transaction(async (tx) => {
    await lockFamily(tx, familyId)
    if (twin === null) await refuseTwin(tx, 'child', asked)
    const known = twin === 'LINK' ? await onlyTwin(tx, asked) : null
    const id = known ?? (await createChild(tx, familyId, asked, at))
    await writeLinks(tx, { familyId, childId: id, links })
    await recordEvent(
      tx,
      agent,
      at,
      known
        ? { action: 'guardianship.edit', familyId, childId: id }
        : { action: 'child.create', familyId, childId: id, fields: filled(asked) },
    )
    return id
  })
}

const filled = (values: Values) => Object.keys(values).filter((name) => values[name] !== null)

/** Two agents who add the same person to a family take turns: the second reads of the first. */
async function lockFamily(tx: Tx, familyId: string): Promise<void> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "Family" WHERE id = ${familyId}::uuid FOR NO KEY UPDATE`
  if (rows.length === 0) throw new NotFound()
}

async function createChild(tx: Tx, familyId: string, asked: Values, at: Date): Promise<string> {
  const siblings = await tx.child.findMany({
    where: { guardianships: { some: { guardian: { familyId } } } },
    select: { colour: true },
  })
  const { id } = await tx.child.create({
    data: {
      lastName: asked.lastName!,
      firstNames: asked.firstNames!,
      sex: asked.sex as Sex,
      birthDate: dayToDb(parseDay(asked.birthDate!)!),
      colour: firstFreeColour(siblings.map(({ colour }) => colour)),
      createdAt: at,
    },
    select: { id: true },
  })
  await writeTargets(tx, 'child', new Map([[id, asked]]))
  if (!(await writeSchooling(tx, id, { school: asked.school ?? null, grade: asked.grade ?? null })))
    throw new Refusal('SCHOOL', 'Cette école n’existe pas.', { school: 'Cette école n’existe pas.' })
  return id
}

/** People of the same names and birth date; none when the date is not known. */
async function twinsOf(tx: Tx, kind: PersonKind, asked: Values): Promise<{ id: string; family: string }[]> {
  const born = asked.birthDate ? parseDay(asked.birthDate) : null
  if (!born) return []
  const where = { birthDate: dayToDb(born) }
  const names = { id: true, lastName: true, firstNames: true } as const
  const rows =
    kind === 'guardian'
      ? (await tx.guardian.findMany({ where, select: { ...names, family: { select: { name: true } } } })).map(
          ({ family, ...row }) => ({ ...row, family: family.name }),
        )
      : (
          await tx.child.findMany({
            where,
            select: {
              ...names,
              guardianships: {
                select: { guardian: { select: { family: { select: { name: true } } } } },
              },
            },
          })
        ).map(({ guardianships, ...row }) => ({
          ...row,
          family: [...new Set(guardianships.map(({ guardian }) => guardian.family.name))].sort().join(' et '),
        }))
  const person = { lastName: asked.lastName!, firstNames: asked.firstNames! }
  return rows.filter((row) => haveSameNames(row, person))
}

/** The child to bind: when several answer, the agent chooses on the families' pages. */
async function onlyTwin(tx: Tx, asked: Values): Promise<string> {
  const twins = await twinsOf(tx, 'child', asked)
  if (twins.length === 1) return twins[0]!.id
  const message = 'Aucun enfant, ou plusieurs, ont ces noms et cette date de naissance : vérifiez-les.'
  throw new Refusal('TWIN', message, { twin: message })
}

async function refuseTwin(tx: Tx, kind: PersonKind, asked: Values): Promise<void> {
  const [twin] = await twinsOf(tx, kind, asked)
  if (!twin) return
  const whom = kind === 'guardian' ? 'Un responsable' : 'Un enfant'
  const message = `${whom} de mêmes nom, prénom et date de naissance existe déjà (famille ${twin.family}).`
  throw new Refusal('TWIN', message, { twin: message })
}
