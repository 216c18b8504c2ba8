import type { Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { depositDocument } from '@/lib/document/operations/deposit-document'
import type { SlotKey } from '@/lib/document/scope'
import type { DocumentType } from '@/lib/generated/prisma/client.ts'
import { createDocumentTypes } from '@/tests/factories/documents'
import { pdf, picture } from '@/tests/factories/files'
import { NOW, setScene, type Scene } from '../dossier/scene'

export { later, NOW } from '../dossier/scene'

/** The scene of the dossier, with the types that a portal starts with. */
export type DocumentScene = Scene & { types: Map<string, DocumentType> }

export async function setDocumentScene(db: Tx): Promise<DocumentScene> {
  return { ...(await setScene(db)), types: await createDocumentTypes(db) }
}

/** The places of documents that the tests hand in at, by the type’s name. */
export function slotsOf({ types, delmas, lina, sofiaGuardian, hugo }: DocumentScene) {
  const key = (name: string, ownerId: string, familyId = delmas.id): SlotKey => ({
    typeId: types.get(name)!.id,
    ownerId,
    familyId,
  })
  return {
    insurance: key('Assurance scolaire', lina.id),
    insuranceOfHugo: key('Assurance scolaire', lina.id, hugo.guardians[0]!.familyId),
    vaccines: key('Carnet de santé (vaccins)', lina.id),
    judgment: key('Jugement de garde', lina.id),
    home: key('Justificatif de domicile', delmas.id),
    tax: key('Avis d’imposition', sofiaGuardian.id),
    bank: key('RIB', sofiaGuardian.id),
  }
}

/** A parent hands in a document of one page; `text` is in it. */
export async function deposit(parent: Parent, key: SlotKey, at = NOW, text = 'Attestation'): Promise<string> {
  return depositDocument(
    parent,
    { ...key, files: [{ name: 'page.pdf', bytes: await pdf(text) }], add: false },
    at,
  )
}

/** A photo of a page. */
export const photoOfPage = async () => ({ name: 'IMG_1.jpg', bytes: await picture('jpeg') })
