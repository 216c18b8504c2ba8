import 'server-only'
import type { Tx } from '@/lib/core/db'
import {
  CHILDCARE_KINDS,
  type CaredChild,
  type ChildcareInvoice,
  type DatedPayment,
} from './rules/attestation'

/** What a family's attestations are made from. */
export type ChildcareRow = {
  familyId: string
  familyName: string
  children: CaredChild[]
  invoices: ChildcareInvoice[]
  payments: DatedPayment[]
}

/** What families were billed for childcare, by the activities that are marked so today, and what they paid. One statement. */
export async function readChildcare(client: Tx, familyIds: readonly string[]): Promise<ChildcareRow[]> {
  return client.$queryRaw<ChildcareRow[]>`
    SELECT f.id::text AS "familyId", f.name AS "familyName",
      COALESCE((SELECT json_agg(json_build_object('id', c.id, 'birthDate', c."birthDate",
          'name', concat_ws(' ', split_part(replace(c."firstNames", ',', ' '), ' ', 1), c."lastName")) ORDER BY c."birthDate", c.id)
        FROM "Child" c WHERE c.id IN (SELECT l."childId" FROM "InvoiceLine" l JOIN "Invoice" i ON i.id = l."invoiceId"
          WHERE i."familyId" = f.id)), '[]') AS children,
      COALESCE((SELECT json_agg(json_build_object('id', i.id, 'total', i.total, 'correctsId', i."correctsId",
          'transmitted', COALESCE((SELECT t.amount FROM "TreasuryTransmission" t WHERE t."invoiceId" = i.id), 0),
          'childcare', COALESCE((SELECT json_agg(json_build_object('childId', b."childId", 'amount', b.amount) ORDER BY b."childId")
            FROM (SELECT l."childId", sum(l.amount)::int AS amount FROM "InvoiceLine" l JOIN "Activity" a ON a.id = l."activityId"
              WHERE l."invoiceId" = i.id AND l."childId" IS NOT NULL AND a."isChildcare"
                AND l.kind::text = ANY(${[...CHILDCARE_KINDS]}) GROUP BY l."childId") b), '[]')) ORDER BY i.year, i.number)
        FROM "Invoice" i WHERE i."familyId" = f.id AND i."issuedAt" IS NOT NULL), '[]') AS invoices,
      COALESCE((SELECT json_agg(json_build_object('id', p.id, 'invoiceId', p."invoiceId", 'amount', p.amount,
          'receivedOn', p."receivedOn", 'reversesId', p."reversesId") ORDER BY p."receivedOn", p."recordedAt", p.id)
        FROM "Payment" p WHERE p."familyId" = f.id), '[]') AS payments
    FROM "Family" f WHERE f.id = ANY(${familyIds}::uuid[]) ORDER BY f.name, f.id`
}
