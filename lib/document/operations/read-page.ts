import 'server-only'
import type { Actor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { plainName } from '@/lib/core/plain-name'
import { pageContent } from '../pages'
import { documentScope } from '../scope'

/** A file as it is sent to a browser; its name is made here, never taken from who handed it in. */
export type SentPage = { bytes: Buffer; format: 'JPEG' | 'PDF'; fileName: string }

/**
 * Reads a file of a document, and writes in the journal that it was read: one does not go without the other.
 * @throws NotFound when it does not exist for the actor
 */
export async function readPage(actor: Actor, pageId: string, at: Date): Promise<SentPage> {
  if (!isIdentifier(pageId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const page = await tx.documentPage.findFirst({
      where: { id: pageId, document: documentScope(actor) },
      select: {
        id: true,
        position: true,
        format: true,
        contentEncrypted: true,
        document: {
          select: {
            id: true,
            familyId: true,
            guardianId: true,
            childId: true,
            type: { select: { name: true } },
          },
        },
      },
    })
    if (!page) throw new NotFound()
    const { document } = page
    await recordEvent(tx, actor, at, {
      action: 'document.read',
      subject: document.id,
      familyId: document.familyId,
      guardianId: document.guardianId ?? undefined,
      childId: document.childId ?? undefined,
    })
    const extension = page.format === 'PDF' ? 'pdf' : 'jpg'
    return {
      bytes: pageContent(page),
      format: page.format,
      fileName: `${plainName(document.type.name)}-${page.position + 1}.${extension}`,
    }
  })
}
