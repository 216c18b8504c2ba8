import type { Seed } from './families'

/** The journal as the portal would have written it: accounts, codes used, changes and requests asked and decided. */
export async function seedJournal({ db }: Seed): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "AuditEvent" (at, actor, "accountId", action, "familyId", "childId", "guardianId", subject, fields)
    SELECT at, actor::"AuditActor", account, action, family, child, guardian, subject, fields FROM (
      SELECT a."createdAt" AS at, 'CITIZEN' AS actor, a.id AS account, 'account.create' AS action, NULL::uuid AS family,
        NULL::uuid AS child, NULL::uuid AS guardian, NULL::text AS subject, '{}'::text[] AS fields
      FROM "Account" a WHERE NOT EXISTS (SELECT 1 FROM "Agent" g WHERE g."accountId" = a.id)
      UNION ALL
      SELECT s."createdAt", 'CITIZEN', s."accountId", 'code.use', g."familyId", NULL, g.id, s."codeId"::text, '{}'
      FROM "Subscription" s JOIN "Guardian" g ON g.id = s."guardianId"
      UNION ALL
      SELECT c."askedAt", 'CITIZEN', c."authorId", 'change.ask', c."familyId", c."childId", c."guardianId", c.id::text,
        ARRAY(SELECT jsonb_object_keys(c.after))
      FROM "PendingChange" c
      UNION ALL
      SELECT d."depositedAt", 'CITIZEN', d."authorId", 'document.deposit', d."familyId", d."childId", d."guardianId", d.id::text, '{}'
      FROM "Document" d
      UNION ALL
      SELECT d."decidedAt", 'AGENT', d."deciderId", CASE d.state WHEN 'ACCEPTED' THEN 'document.accept' ELSE 'document.refuse' END,
        d."familyId", d."childId", d."guardianId", d.id::text, '{}'
      FROM "Document" d WHERE d."decidedAt" IS NOT NULL
      UNION ALL
      SELECT r."askedAt", 'CITIZEN', r."authorId", 'request.ask', r."familyId", NULL, NULL, r.id::text, '{}'
      FROM "BookingRequest" r WHERE r."authorId" IS NOT NULL
      UNION ALL
      SELECT r."decidedAt", 'AGENT', r."deciderId", CASE r.state WHEN 'ACCEPTED' THEN 'request.accept' ELSE 'request.refuse' END,
        r."familyId", NULL, NULL, r.id::text, '{}'
      FROM "BookingRequest" r WHERE r."deciderId" IS NOT NULL
      UNION ALL
      SELECT v."declaredAt", 'AGENT', v."declaredById", 'event.declare', NULL, NULL, NULL, v.id::text, '{}'
      FROM "CollectiveEvent" v
      UNION ALL
      SELECT v."declaredAt", 'AGENT', v."declaredById", 'event.release', b."familyId", b."childId", NULL, v.id::text, '{}'
      FROM "CollectiveEvent" v JOIN "Booking" b ON b."eventId" = v.id) e
    ORDER BY at, action, subject`
}
