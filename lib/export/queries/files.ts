import 'server-only'
import { db, type Tx } from '@/lib/core/db'
import { plainName } from '@/lib/core/plain-name'
import { pageContent } from '@/lib/document/pages'
import { openPhoto } from '@/lib/document/photo-bytes'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { mandatePdf } from '@/lib/mandate/pdf'
import { openMandate, SIGNED_COLUMNS } from '@/lib/mandate/sealed'
import type { FamilyExport } from '../format'
import type { Viewer } from './viewer'

/** A file of a copy: what it is (`id` of a mandate: its RUM), and where it lies in the archive. Who asks may read it. */
export type CopyFile = { kind: 'page' | 'photo' | 'mandate'; id: string; path: string }

/** A copy: what the portal holds of a family, and the files that go with it. */
export type FamilyCopy = { copy: FamilyExport; files: CopyFile[] }

/** A document's files: numbered as the documents are, so that names differ; made here, never taken from who handed them in. */
export function pageFiles(
  n: number,
  { type, of, pages }: { type: string; of: string; pages: { id: string; format: 'JPEG' | 'PDF' }[] },
): CopyFile[] {
  const name = `${String(n + 1).padStart(3, '0')}-${plainName(type)}-${plainName(of)}`
  return pages.map(({ id, format }, page) => ({
    kind: 'page',
    id,
    path: `documents/${name}-${page + 1}.${format === 'PDF' ? 'pdf' : 'jpg'}`,
  }))
}

/** Where the PDF of a mandate lies in the archive. */
export const mandatePath = (rum: string) => `mandats/mandat-${plainName(rum)}.pdf`

/** The photos of the children: those in force, and those that the family has waiting. */
export async function readPhotos(
  tx: Tx,
  { familyId }: Viewer,
  childIds: readonly string[],
): Promise<(CopyFile & { childId: string })[]> {
  const rows = await tx.$queryRaw<{ id: string; childId: string; firstName: string; n: number }[]>`
    SELECT p.id, p."childId", split_part(c."firstNames", ' ', 1) AS "firstName",
      row_number() OVER (ORDER BY c."birthDate", c.id, p."depositedAt", p.id)::int AS n
    FROM "ChildPhoto" p JOIN "Child" c ON c.id = p."childId"
    WHERE p."childId" = ANY(${childIds}::uuid[]) AND p."largeEncrypted" IS NOT NULL
      AND (p.state = 'ACCEPTED' OR (p.state = 'PENDING' AND p."familyId" = ${familyId}::uuid)) ORDER BY n`
  return rows.map(({ id, childId, firstName, n }) => ({
    kind: 'photo',
    id,
    childId,
    path: `photos/${n}-${plainName(firstName)}.jpg`,
  }))
}

/** The content of a file of a copy, piece by piece; null when it was erased meanwhile. @throws when it was altered */
export async function openFile({
  kind,
  id,
}: CopyFile): Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null> {
  switch (kind) {
    case 'page': {
      const page = await db.documentPage.findUnique({
        where: { id },
        select: { id: true, contentEncrypted: true },
      })
      return page && [pageContent(page)]
    }
    case 'photo': {
      const photo = await db.childPhoto.findUnique({ where: { id }, select: { largeEncrypted: true } })
      return photo?.largeEncrypted ? [openPhoto(id, 'large', photo.largeEncrypted)] : null
    }
    case 'mandate': {
      const row = await db.sepaMandate.findUnique({ where: { rum: id }, select: SIGNED_COLUMNS })
      return row && mandatePdf(openMandate(row))
    }
  }
}

/** SQL of the files of the document "d" of the type "ty" that a viewer opens. */
export const pagesOf = ({ opens }: Viewer) =>
  Prisma.sql`(SELECT COALESCE(json_agg(json_build_object('id', p.id, 'format', p.format) ORDER BY p.position), '[]')
    FROM "DocumentPage" p WHERE p."documentId" = d.id AND ${opens === 'ALL' ? Prisma.sql`true` : Prisma.sql`ty.id = ANY(${opens}::int[])`})`
