import 'server-only'
import { recordEvents } from '@/lib/core/audit'
import { addDays, dayFromDb, dayInParis } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMails } from '@/lib/core/mail'
import { reminderMail } from '../messages'
import { REMINDERS } from '../rules/validity'

type Ending = {
  id: string
  familyId: string
  guardianId: string | null
  childId: string | null
  expiresOn: Date
  /** Whether it is the last reminder that is due. */
  last: boolean
  emails: string[]
}

/**
 * Mails the families whose documents will end: once from 30 days before, once from 7 days before. Nothing is said
 * when a newer document waits or lasts longer, when the type is retired, or after the end. Several processes may
 * run it at once.
 */
export async function remindExpiring(at: Date): Promise<void> {
  const today = dayInParis(at)
  const [first, last] = [addDays(today, REMINDERS.first), addDays(today, REMINDERS.last)]
  await db.$transaction(async (tx) => {
    const ending = await tx.$queryRaw<Ending[]>`
      SELECT d.id, d."familyId", d."guardianId", d."childId", d."expiresOn", d."expiresOn" <= ${last}::date AS last,
        ARRAY(SELECT DISTINCT a.email FROM "Subscription" s JOIN "Guardian" g ON g.id = s."guardianId" JOIN "Account" a ON a.id = s."accountId"
          WHERE g."familyId" = d."familyId" AND s."endedAt" IS NULL AND a."disabledAt" IS NULL ORDER BY a.email) AS emails
      FROM "Document" d JOIN "DocumentType" t ON t.id = d."typeId"
      WHERE d.state = 'ACCEPTED' AND t."retiredAt" IS NULL AND d."expiresOn" BETWEEN ${today}::date AND ${first}::date
        AND (d."expiresOn" <= ${last}::date AND d."lastReminderAt" IS NULL OR d."firstReminderAt" IS NULL)
        AND NOT EXISTS (SELECT 1 FROM "Document" n WHERE n."typeId" = d."typeId" AND n."familyId" = d."familyId" AND n.id <> d.id
          AND n."guardianId" IS NOT DISTINCT FROM d."guardianId" AND n."childId" IS NOT DISTINCT FROM d."childId"
          AND (n.state = 'PENDING' OR n.state = 'ACCEPTED' AND (n."expiresOn" IS NULL OR n."expiresOn" > d."expiresOn")))
      ORDER BY d.id FOR UPDATE OF d SKIP LOCKED`
    for (const isLast of [false, true])
      await tx.document.updateMany({
        where: { id: { in: ending.filter((one) => one.last === isLast).map(({ id }) => id) } },
        data: { firstReminderAt: at, ...(isLast && { lastReminderAt: at }) },
      })
    await queueMails(
      tx,
      ending.flatMap((one) =>
        one.emails.map((to) => ({
          kind: 'document.remind',
          to,
          idempotencyKey: `document.remind:${one.id}:${one.last ? 'last' : 'first'}:${to}`,
          content: reminderMail(
            dayFromDb(one.expiresOn),
            `${env.appUrl}/famille/documents?famille=${one.familyId}`,
          ),
        })),
      ),
      at,
    )
    await recordEvents(
      tx,
      null,
      at,
      ending.map(({ id, familyId, guardianId, childId }) => ({
        action: 'document.remind',
        subject: id,
        familyId,
        guardianId: guardianId ?? undefined,
        childId: childId ?? undefined,
      })),
    )
  })
}
