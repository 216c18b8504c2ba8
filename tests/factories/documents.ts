import type { Tx } from '@/lib/core/db'
import { createDefaultTypes } from '@/lib/document/default-types'
import type { CheckedFile } from '@/lib/document/check-file'
import { newId } from '@/lib/core/new-id'
import { pageRow } from '@/lib/document/pages'
import { sealPhoto } from '@/lib/document/photo-bytes'
import type { ChildPhoto, Document, DocumentType, Family } from '@/lib/generated/prisma/client.ts'
import { CREATED_AT } from './accounts'

/** The types that a portal starts with, by name. */
export async function createDocumentTypes(db: Tx): Promise<Map<string, DocumentType>> {
  await createDefaultTypes(db)
  const types = await db.documentType.findMany()
  return new Map(types.map((type) => [type.name, type]))
}

type DocumentInput = Partial<Omit<Document, 'familyId' | 'typeId'>> & {
  type: Pick<DocumentType, 'id'>
  /** Its files; one of four letters by default. */
  files?: CheckedFile[]
}

/** A document of a family, that waits unless told otherwise; give `guardianId` or `childId` as its owner. */
export async function createDocument(
  db: Tx,
  family: Pick<Family, 'id'>,
  { type, files = [{ format: 'PDF', bytes: Buffer.from('%PDF') }], ...values }: DocumentInput,
): Promise<Document> {
  const depositedAt = values.depositedAt ?? CREATED_AT
  return db.document.create({
    data: {
      ...values,
      typeId: type.id,
      familyId: family.id,
      depositedAt,
      pages: { create: files.map((file, n) => pageRow(file, n, depositedAt)) },
    },
  })
}

type PhotoInput = Partial<Omit<ChildPhoto, 'childId' | 'familyId' | 'largeEncrypted' | 'smallEncrypted'>> & {
  childId: string
  bytes?: Record<'large' | 'small', Uint8Array>
}

/** The photo of a child, that waits unless told otherwise. */
export async function createPhoto(
  db: Tx,
  family: Pick<Family, 'id'>,
  { bytes = { large: Buffer.from('large'), small: Buffer.from('small') }, ...values }: PhotoInput,
): Promise<ChildPhoto> {
  const depositedAt = values.depositedAt ?? CREATED_AT
  const id = newId(depositedAt)
  return db.childPhoto.create({
    data: { ...values, id, familyId: family.id, depositedAt, ...sealPhoto(id, bytes) },
  })
}
