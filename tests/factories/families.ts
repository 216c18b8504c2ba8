import { randomUUID } from 'node:crypto'
import { encrypt, randomToken } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import type {
  Account,
  Child,
  Family,
  Guardian,
  PendingChange,
  Prisma,
  Relation,
  School,
  Subscription,
} from '@/lib/generated/prisma/client.ts'
import { CREATED_AT } from './accounts'

export type GuardianInput = Partial<Omit<Guardian, 'familyId'>>

/** `allergies` and `careplan` are given in clear and stored encrypted. */
export type ChildInput = Partial<Omit<Child, 'allergiesEncrypted' | 'careplanEncrypted'>> & {
  allergies?: string
  careplan?: string
}

export type FamilyInput = Partial<Omit<Family, 'allocataireNumberEncrypted'>> & {
  allocataireNumber?: string
  guardians?: GuardianInput[]
  children?: ChildInput[]
}

export type CreatedFamily = Family & { guardians: Guardian[]; children: Child[] }

const RELATIONS = { MME: 'MOTHER', M: 'FATHER' } as const

/** A family, its guardians and its children, every guardian bound to every child. One mother and one child by default. */
export async function createFamily(db: Tx, input: FamilyInput = {}): Promise<CreatedFamily> {
  const { guardians = [{}], children = [{}], allocataireNumber, ...values } = input
  const id = values.id ?? randomUUID()
  const name = values.name ?? 'Delmas'
  const createdAt = values.createdAt ?? CREATED_AT
  const family = await db.family.create({
    data: {
      ...values,
      id,
      name,
      createdAt,
      allocataireNumberEncrypted: sealed('Family', 'allocataireNumber', id, allocataireNumber),
    },
  })
  const guardianRows = await db.guardian.createManyAndReturn({
    data: guardians.map((guardian) => ({
      title: 'MME' as const,
      firstNames: 'Sofia',
      lastName: name,
      createdAt,
      ...guardian,
      id: guardian.id ?? randomUUID(),
      familyId: id,
    })),
  })
  const childRows = await db.child.createManyAndReturn({
    data: children.map((child, position) =>
      childData({ lastName: name, colour: position % 6, createdAt, ...child }),
    ),
  })
  await db.guardianship.createMany({
    data: guardianRows.flatMap((guardian) =>
      childRows.map((child) => ({
        guardianId: guardian.id,
        childId: child.id,
        relation: RELATIONS[guardian.title],
      })),
    ),
  })
  return { ...family, guardians: guardianRows, children: childRows }
}

function childData({ allergies, careplan, ...values }: ChildInput): Prisma.ChildCreateManyInput {
  const id = values.id ?? randomUUID()
  return {
    lastName: 'Delmas',
    firstNames: 'Lina',
    sex: 'F',
    birthDate: new Date('2018-03-14T00:00:00Z'),
    grade: 'CE2',
    colour: 0,
    createdAt: CREATED_AT,
    ...values,
    id,
    allergiesEncrypted: sealed('Child', 'allergies', id, allergies),
    careplanEncrypted: sealed('Child', 'careplan', id, careplan),
  }
}

function sealed(table: string, field: string, id: string, clear: string | undefined): string | null {
  const column = `${field}Encrypted`
  return clear === undefined ? null : encrypt(clear, { table, column, id })
}

/** Binds a guardian to a child that exists: how a child comes to belong to a second family. */
export async function linkChild(
  db: Tx,
  guardian: Pick<Guardian, 'id' | 'title'>,
  child: Pick<Child, 'id'>,
  relation: Relation = RELATIONS[guardian.title],
): Promise<void> {
  await db.guardianship.create({ data: { guardianId: guardian.id, childId: child.id, relation } })
}

/** An account subscribed to a guardian's family, by a code that is now used. */
export async function subscribe(
  db: Tx,
  account: Pick<Account, 'id'>,
  guardian: Pick<Guardian, 'id'>,
  at: Date = CREATED_AT,
): Promise<Subscription> {
  return db.subscription.create({
    data: {
      account: { connect: { id: account.id } },
      guardian: { connect: { id: guardian.id } },
      createdAt: at,
      code: {
        create: {
          guardianId: guardian.id,
          codeHmac: randomToken(),
          createdAt: new Date(at.getTime() - 10 * 86_400_000),
          expiresAt: new Date(at.getTime() + 90 * 86_400_000),
          usedAt: at,
          usedByAccountId: account.id,
        },
      },
    },
  })
}

type ChangeInput = Partial<Omit<PendingChange, 'before' | 'after' | 'familyId'>> & {
  before: Prisma.InputJsonObject
  after: Prisma.InputJsonObject
  section: string
  unit: string
}

/** A change of one unit that waits for a decision; give `guardianId` or `childId` as its target, or neither for the family. */
export async function createPendingChange(
  db: Tx,
  family: Pick<Family, 'id'>,
  change: ChangeInput,
): Promise<PendingChange> {
  return db.pendingChange.create({ data: { askedAt: CREATED_AT, ...change, familyId: family.id } })
}

/** A school. */
export async function createSchool(db: Tx, name = 'École élémentaire Jean-Moulin'): Promise<School> {
  return db.school.create({ data: { name } })
}
