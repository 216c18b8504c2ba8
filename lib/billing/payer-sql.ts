import 'server-only'
import type { Tx } from '@/lib/core/db'
import { Prisma } from '@/lib/generated/prisma/client.ts'

/** Who the papers of a family "f" are addressed to, its first guardian: a subquery of `name` and `address`, no row without one. */
export const PAYER = Prisma.sql`(SELECT concat_ws(' ', CASE g.title WHEN 'MME' THEN 'Mme' ELSE 'M.' END, split_part(replace(g."firstNames", ',', ' '), ' ', 1), g."lastName") AS name,
        concat_ws(E'\n', NULLIF(g."addressLine", ''), NULLIF(g."addressComplement", ''),
          NULLIF(concat_ws(' ', g."postalCode", g.city), '')) AS address
      FROM "Guardian" g WHERE g."familyId" = f.id ORDER BY g."createdAt", g.id LIMIT 1)`

/** Who a paper is addressed to; the address has its lines. */
export type Payer = { payerName: string; payerAddress: string }

/** Who the papers of a family are addressed to today; nobody of an erased family. One statement. */
export async function payerOfFamily(client: Tx, familyId: string | null): Promise<Payer> {
  const [row] = await client.$queryRaw<Payer[]>`
    SELECT COALESCE(p.name, f.name) AS "payerName", COALESCE(p.address, '') AS "payerAddress"
    FROM "Family" f LEFT JOIN LATERAL ${PAYER} p ON true WHERE f.id = ${familyId}::uuid`
  return row ?? { payerName: '', payerAddress: '' }
}
