import 'server-only'
import { fieldLabels } from '@/lib/audit/field-labels'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { findSection, type Dossier } from '@/lib/dossier/sections'
import { READERS } from '@/lib/dossier/messages'
import type {
  AbsenceReason,
  AgentRole,
  AuditActor,
  DocumentState,
  RequestKind,
  RequestState,
} from '@/lib/generated/prisma/enums.ts'
import { openDebtor } from '@/lib/mandate/sealed'
import { ABSENCE_REASON_WORDS, REQUEST_STATE_WORDS } from '@/lib/planning/messages'
import { guardianName } from '@/lib/subscription/messages'
import {
  type ExportedDocument,
  type ExportedMandate,
  type ExportedReading,
  type ExportedRequest,
  type ExportedSubscription,
} from '../format'
import { READER_WORDS, READING_WORDS, REQUEST_KIND_WORDS, STATE_WORDS } from '../messages'
import { mandatePath, pagesOf } from './files'
import { coded, iso, type Viewer } from './viewer'

/** The requests of the family. */
export async function readRequests(tx: Tx, { familyId }: Viewer): Promise<ExportedRequest[]> {
  const rows = await tx.$queryRaw<
    (Omit<ExportedRequest, 'kind' | 'state' | 'absenceReason' | 'askedAt' | 'decidedAt'> & {
      kind: RequestKind
      absenceReason: AbsenceReason | null
      state: RequestState
      askedAt: Date
      decidedAt: Date | null
    })[]
  >`
    SELECT r.number, r.kind::text AS kind, r.state::text AS state, r."askedAt", a."firstName" || ' ' || a."lastName" AS "askedBy",
      r."startsOn"::text AS "startsOn", r."endsOn"::text AS "endsOn", r.comment, r."absenceReason"::text AS "absenceReason", r."decidedAt", r.reason,
      ARRAY(SELECT split_part(c."firstNames", ' ', 1) FROM "Child" c WHERE c.id = ANY(r."childIds") ORDER BY c."birthDate") AS children,
      ARRAY(SELECT v.name FROM "Activity" v WHERE v.id = ANY(r."activityIds") ORDER BY v.position) AS activities
    FROM "BookingRequest" r LEFT JOIN "Account" a ON a.id = r."authorId"
    WHERE r."familyId" = ${familyId}::uuid ORDER BY r.number`
  return rows.map((row) => ({
    ...row,
    kind: coded(REQUEST_KIND_WORDS, row.kind),
    absenceReason: row.absenceReason && coded(ABSENCE_REASON_WORDS, row.absenceReason),
    state: coded(REQUEST_STATE_WORDS, row.state),
    askedAt: iso(row.askedAt)!,
    decidedAt: iso(row.decidedAt),
  }))
}

/** A document as its family reads it, with its files and whose it is. */
export type DocumentRow = Omit<ExportedDocument, 'files'> & {
  id: string
  familyId: string
  guardianId: string | null
  childId: string | null
  pages: { id: string; format: 'JPEG' | 'PDF' }[]
}

/**
 * What was handed in: by this family, or for its children by the other one, while it stands and
 * unless its type is private to a family.
 */
export async function readDocuments(
  tx: Tx,
  dossier: Dossier,
  viewer: Viewer,
  childIds: readonly string[],
  today: Day,
): Promise<DocumentRow[]> {
  const { familyId } = viewer
  const health = dossier.sections.find(({ id }) => id === 'health')
  const rows = await tx.$queryRaw<
    (Omit<DocumentRow, 'state' | 'depositedAt'> & { state: DocumentState; depositedAt: Date })[]
  >`
    SELECT d.id, d."familyId", d."guardianId", d."childId", ${pagesOf(viewer)} AS pages, ty.name AS type, d.state::text AS state, d."depositedAt", d."expiresOn"::text AS "expiresOn",
      CASE WHEN d."familyId" = ${familyId}::uuid THEN d.reason END AS reason,
      COALESCE(split_part(c."firstNames", ' ', 1), split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", 'Famille ' || f.name) AS of
    FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId" JOIN "Family" f ON f.id = d."familyId"
    LEFT JOIN "Child" c ON c.id = d."childId" LEFT JOIN "Guardian" g ON g.id = d."guardianId"
    WHERE ((d."childId" IS NULL AND d."familyId" = ${familyId}::uuid)
        OR (d."childId" = ANY(${childIds}::uuid[]) AND (d."familyId" = ${familyId}::uuid OR (NOT ty.private
          AND (d.state = 'PENDING' OR (d.state = 'ACCEPTED' AND (d."expiresOn" IS NULL OR d."expiresOn" >= ${today}::date)))))))
      AND (NOT ty.restricted OR ${!health || viewer.mayRead(health)}) ORDER BY d."depositedAt", d.id`
  return rows.map((row) => ({
    ...row,
    state: coded(STATE_WORDS, row.state),
    depositedAt: iso(row.depositedAt)!,
  }))
}

/** The mandates that the family signed, for who may read its bank data. */
export async function readMandates(
  tx: Tx,
  dossier: Dossier,
  { familyId, mayRead }: Viewer,
): Promise<ExportedMandate[]> {
  const bank = findSection(dossier, 'family', 'bank')
  if (!bank || !mayRead(bank)) return []
  const rows = await tx.sepaMandate.findMany({
    where: { familyId },
    orderBy: [{ signedAt: 'asc' }, { id: 'asc' }],
    omit: { familyId: true, textVersion: true, authorId: true },
  })
  return rows.map((row) => ({
    rum: row.rum,
    creditor: { name: row.creditorName, address: row.creditorAddress, ics: row.creditorIcs },
    debtor: openDebtor(row),
    place: row.place,
    signedBy: row.signerName,
    signedAt: row.signedAt.toISOString(),
    revokedAt: iso(row.revokedAt),
    file: mandatePath(row.rum),
  }))
}

/** The accounts that are, or were, linked to a guardian of the family. */
export async function readSubscriptions(tx: Tx, familyId: string): Promise<ExportedSubscription[]> {
  const rows = await tx.subscription.findMany({
    where: { guardian: { familyId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      createdAt: true,
      endedAt: true,
      account: { select: { firstName: true, lastName: true } },
      guardian: { select: { title: true, firstNames: true, lastName: true } },
    },
  })
  return rows.map(({ createdAt, endedAt, account, guardian }) => ({
    guardian: guardianName(guardian),
    account: `${account.firstName} ${account.lastName}`,
    since: createdAt.toISOString(),
    endedAt: iso(endedAt),
  }))
}

/** Who read the family's protected data; of a shared child also the agents who came by the other family. */
export async function readReadings(
  tx: Tx,
  { familyId }: Viewer,
  childIds: readonly string[],
): Promise<ExportedReading[]> {
  const rows = await tx.$queryRaw<
    {
      at: Date
      actor: AuditActor
      role: AgentRole | null
      action: string
      of: string | null
      fields: string[]
    }[]
  >`
    SELECT e.at, e.actor::text AS actor, ag.role::text AS role, e.action, COALESCE(e.fields, '{}') AS fields, split_part(c."firstNames", ' ', 1) AS of
    FROM "AuditEvent" e LEFT JOIN "Child" c ON c.id = e."childId" LEFT JOIN "Agent" ag ON ag."accountId" = e."accountId"
    WHERE e.action = ANY(${Object.keys(READING_WORDS)})
      AND e."familyId" = ANY(ARRAY(SELECT ${familyId}::uuid UNION SELECT g."familyId" FROM "Guardianship" gs
        JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = ANY(${childIds}::uuid[])))
      AND (e."familyId" = ${familyId}::uuid OR (e."childId" = ANY(${childIds}::uuid[]) AND e.actor = 'AGENT'
        AND (e.action <> 'document.read' OR EXISTS (SELECT 1 FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId"
          WHERE d.id::text = e.subject AND NOT ty.private))))
    ORDER BY e.id`
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.role ? READERS[row.role] : READER_WORDS[row.actor],
    action: READING_WORDS[row.action]!,
    of: row.of,
    fields: fieldLabels(row),
  }))
}
