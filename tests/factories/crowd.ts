import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { derivedKey, randomToken, tokenHash } from '@/lib/core/crypto'
import { addDays, dayInParis, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { CREATED_AT, passwordHash } from './accounts'
import type { TestActivity } from './planning'

/** One of a crowd: a parent with an only child enrolled in an activity, and the cookie of an open session. */
export type Member = { email: string; familyId: string; childId: string; cookie: string }

/** Families in great number, written as sets: each has a subscribed parent, logged in, and a child enrolled every day. */
export async function createCrowd(
  db: Tx,
  activity: TestActivity,
  count: number,
  at: Date,
): Promise<Member[]> {
  const hash = await passwordHash()
  const secret = derivedKey('session').toString('base64')
  const people = Array.from({ length: count }, (_, index) => ({
    ...{ account: randomUUID(), family: randomUUID(), guardian: randomUUID(), child: randomUUID() },
    ...{ code: randomUUID(), token: randomToken(), email: `foule-${index}@exemple.example` },
  }))
  const today = dayInParis(at)
  const days = { startsOn: dayToDb(addDays(today, -30)), endsOn: dayToDb(addDays(today, 200)) }
  await db.account.createMany({
    data: people.map(({ account: id, email }) => ({
      ...{ id, email, firstName: 'Alex', lastName: 'Foule', createdAt: CREATED_AT, passwordHash: hash },
    })),
  })
  await db.family.createMany({
    data: people.map(({ family: id }) => ({ id, name: 'Foule', createdAt: CREATED_AT })),
  })
  await db.guardian.createMany({
    data: people.map(({ guardian: id, family: familyId }) => ({
      ...{
        id,
        familyId,
        title: 'MME' as const,
        firstNames: 'Alex',
        lastName: 'Foule',
        createdAt: CREATED_AT,
      },
    })),
  })
  await db.child.createMany({
    data: people.map(({ child: id }) => ({
      ...{ id, lastName: 'Foule', firstNames: 'Sacha', sex: 'F' as const, grade: 'CE2' as const },
      ...{ birthDate: new Date('2018-03-14T00:00:00Z'), colour: 0, createdAt: CREATED_AT },
    })),
  })
  await db.guardianship.createMany({
    data: people.map(({ guardian: guardianId, child: childId }) => ({
      ...{ guardianId, childId, relation: 'MOTHER' as const },
    })),
  })
  await db.subscriberCode.createMany({
    data: people.map(({ code: id, guardian: guardianId, account }) => ({
      ...{ id, guardianId, codeHmac: randomToken(), createdAt: CREATED_AT, expiresAt: at },
      ...{ usedAt: CREATED_AT, usedByAccountId: account },
    })),
  })
  await db.subscription.createMany({
    data: people.map(({ code: codeId, guardian: guardianId, account: accountId }) => ({
      ...{ codeId, guardianId, accountId, createdAt: CREATED_AT },
    })),
  })
  await db.session.createMany({
    data: people.map(({ account: accountId, token }) => ({
      ...{
        accountId,
        tokenHash: tokenHash(token),
        remember: true,
        createdAt: at,
        lastSeenAt: at,
        passwordAt: at,
      },
      ...{
        expiresAt: new Date(at.getTime() + 30 * 86_400_000),
        userAgent: 'Firefox',
        address: '203.0.113.7',
      },
    })),
  })
  await db.enrollment.createMany({
    data: people.map(({ child: childId }) => ({
      ...{ childId, activityId: activity.id, weekdays: activity.weekdays, ...days },
    })),
  })
  return Promise.all(
    people.map(async ({ email, family, child, token }) => ({
      ...{ email, familyId: family, childId: child },
      cookie: `espace-famille=${await encode({ token: { sid: token }, secret, maxAge: 86_400 })}`,
    })),
  )
}
