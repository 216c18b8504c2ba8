import 'server-only'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import type { LinksInput } from './schema'

/**
 * Makes the links of a child with the guardians of one family those that are given; the links with another
 * family stay.
 * @throws NotFound when a guardian is not of the family
 */
export async function writeLinks(tx: Tx, { familyId, childId, links }: LinksInput): Promise<void> {
  const ids = links.map(({ guardianId }) => guardianId)
  const known = await tx.guardian.count({ where: { id: { in: ids }, familyId } })
  if (known !== new Set(ids).size) throw new NotFound()
  await tx.guardianship.deleteMany({ where: { childId, guardian: { familyId } } })
  await tx.guardianship.createMany({ data: links.map((link) => ({ ...link, childId })) })
}
