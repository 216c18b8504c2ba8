import 'server-only'
import { dayFromDb, formatDay } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { displayUnit } from '@/lib/dossier/values'
import { unitsOf, type Values } from '@/lib/dossier/fields'
import { GUARDIAN_SECTIONS } from '@/lib/dossier/guardian-sections'
import { RELATION_LABELS } from '@/lib/family/messages'
import type { DocumentProof } from '@/lib/generated/prisma/enums.ts'

/** Something that the dossier says; `asked` what a parent asks to put in its place. */
export type ProofLine = { label: string; value: string; asked?: string }

type Subject = {
  familyId: string
  guardianId: string | null
  childId: string | null
  proves: DocumentProof | null
}

/** Whose document it is, and what the dossier says that it proves. */
export async function proofOf(subject: Subject): Promise<{ owner: string; lines: ProofLine[] }> {
  const [child, guardians, family] = await Promise.all([
    subject.childId ? readChild(subject.childId) : null,
    readGuardians(subject),
    db.family.findUniqueOrThrow({
      where: { id: subject.familyId },
      select: { name: true },
    }),
  ])
  if (child) {
    const identity = [
      { label: 'Enfant', value: `${child.firstNames} ${child.lastName}` },
      { label: 'Date de naissance', value: formatDay(dayFromDb(child.birthDate), 'long') },
    ]
    return {
      owner: child.firstNames.split(' ')[0]!,
      lines: subject.proves === 'CUSTODY' ? [...identity, ...linksOf(child)] : identity,
    }
  }
  const owner = subject.guardianId ? guardians[0]!.name : `Famille ${family.name}`
  if (subject.proves === 'ADDRESS') return { owner, lines: guardians.map(addressLine) }
  return { owner, lines: guardians.map(({ fullName }) => ({ label: 'Responsable', value: fullName })) }
}

const readChild = (id: string) =>
  db.child.findUniqueOrThrow({
    where: { id },
    select: {
      firstNames: true,
      lastName: true,
      birthDate: true,
      guardianships: {
        select: {
          relation: true,
          parentalAuthority: true,
          guardian: { select: { firstNames: true, lastName: true, family: { select: { name: true } } } },
        },
      },
    },
  })

function linksOf({ guardianships }: Awaited<ReturnType<typeof readChild>>): ProofLine[] {
  return guardianships.map(({ guardian, relation, parentalAuthority }) => ({
    label: `${guardian.firstNames.split(' ')[0]} ${guardian.lastName}`,
    value: `${RELATION_LABELS[relation]}, famille ${guardian.family.name}, ${parentalAuthority ? 'avec' : 'sans'} autorité parentale`,
  }))
}

type GuardianProof = { name: string; fullName: string; address: Values; asked: Values | null }

/** The guardian whose document it is, or all those of the family, with the address that waits to be validated. */
async function readGuardians({ familyId, guardianId }: Subject): Promise<GuardianProof[]> {
  const rows = await db.$queryRaw<GuardianProof[]>`
    SELECT split_part(g."firstNames", ' ', 1) || ' ' || g."lastName" AS name, g."firstNames" || ' ' || g."lastName" AS "fullName",
      json_build_object('addressLine', g."addressLine", 'addressComplement', g."addressComplement", 'postalCode', g."postalCode",
        'city', g.city, 'addressSince', g."addressSince") AS address,
      (SELECT p.after FROM "PendingChange" p WHERE p."guardianId" = g.id AND p.unit = 'address' AND p.state = 'PENDING' LIMIT 1) AS asked
    FROM "Guardian" g WHERE g."familyId" = ${familyId}::uuid AND (${guardianId}::uuid IS NULL OR g.id = ${guardianId}::uuid)
    ORDER BY g."createdAt", g.id`
  return rows
}

const ADDRESS = GUARDIAN_SECTIONS.flatMap(unitsOf).find(({ id }) => id === 'address')!

function addressLine({ name, address, asked }: GuardianProof): ProofLine {
  return {
    label: `Adresse de ${name}`,
    value: displayUnit(ADDRESS, address),
    ...(asked && { asked: displayUnit(ADDRESS, asked) }),
  }
}
