import 'server-only'
import { dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { TargetKind } from '@/lib/dossier/fields'
import type { Dossier } from '@/lib/dossier/sections'
import { EXPORT_VERSION, type ExportedChild, type FamilyExport } from '../format'
import { readAttempts, readDebits, readInvoices, readPayments } from './billing'
import { readBookings, readCustody, readEnrollments, readLinks } from './days'
import { pageFiles, readPhotos, type CopyFile, type FamilyCopy } from './files'
import { exportPerson, isShown, readPeople, type PersonRow } from './people'
import { readDocuments, readMandates, readReadings, readRequests, readSubscriptions } from './records'
import type { Viewer } from './viewer'

type ReadExport = FamilyCopy & {
  childIds: string[]
  /** The documents whose files are in the copy, as the journal tells of their reading. */
  opened: { subject: string; familyId: string; guardianId?: string; childId?: string }[]
}

/**
 * All that the portal holds of a family and that who asks may see; null when there is no such family. Of a child of
 * two families, what the other one alone holds is not read: its requests, its phones, its reasons, its private documents.
 */
export async function readFamilyExport(
  tx: Tx,
  dossier: Dossier,
  viewer: Viewer,
  at: Date,
): Promise<ReadExport | null> {
  const { familyId } = viewer
  const family = await tx.family.findUnique({
    where: { id: familyId },
    select: { externalNumber: true, name: true, confirmedAt: true },
  })
  if (!family) return null
  const authority = await tx.authority.findUniqueOrThrow({ where: { id: 1 }, select: { name: true } })
  const [household] = await readPeople(tx, dossier, 'family', viewer)
  const guardians = await readPeople(tx, dossier, 'guardian', viewer)
  const children = await readPeople(tx, dossier, 'child', viewer)
  const childIds = children.map(({ id }) => id)
  const person = (kind: TargetKind) => (row: PersonRow) => exportPerson(dossier, kind, row, viewer)
  const [links, custody, enrollments, bookings] = [
    await readLinks(tx, viewer, childIds),
    await readCustody(tx, viewer, childIds),
    await readEnrollments(tx, childIds),
    await readBookings(tx, viewer, childIds),
  ]
  const documents = (await readDocuments(tx, dossier, viewer, childIds, dayInParis(at))).map((row, n) => ({
    ...row,
    files: pageFiles(n, row),
  }))
  const mandates = await readMandates(tx, dossier, viewer)
  const photos = await readPhotos(tx, viewer, childIds)
  const copy: FamilyExport = {
    format: 'espace-famille.famille',
    version: EXPORT_VERSION,
    exportedAt: at.toISOString(),
    authority: authority.name,
    family: {
      number: family.externalNumber,
      name: family.name,
      confirmedAt: family.confirmedAt?.toISOString() ?? null,
    },
    household: { ...person('family')(household!), name: `Famille ${family.name}` },
    guardians: guardians.map(person('guardian')),
    children: children.map((row): ExportedChild => ({
      ...person('child')(row),
      links: links.filter(({ childId }) => childId === row.id).map(({ childId: _, ...link }) => link),
      custody: custody.filter(({ childId }) => childId === row.id).map(({ childId: _, ...rule }) => rule),
      enrollments: enrollments
        .filter(({ childId }) => childId === row.id)
        .map(({ childId: _, ...one }) => one),
      photos: photos.filter(({ childId }) => childId === row.id).map(({ path }) => path),
      bookings: bookings.filter(({ childId }) => childId === row.id).map(({ childId: _, ...one }) => one),
    })),
    requests: await readRequests(tx, viewer),
    documents: documents.map(({ type, of, state, depositedAt, expiresOn, reason, files }) => ({
      ...{ type, of, state, depositedAt, expiresOn, reason },
      files: files.map(({ path }) => path),
    })),
    mandates,
    invoices: await readInvoices(tx, viewer),
    payments: await readPayments(tx, viewer),
    attempts: await readAttempts(tx, viewer),
    debits: await readDebits(tx, viewer),
    subscriptions: await readSubscriptions(tx, familyId),
    readings: await readReadings(tx, viewer, childIds),
    leftOut: dossier.sections
      .filter((section) => isShown(section) && !viewer.mayRead(section))
      .map(({ title }) => title),
  }
  const files = [
    ...documents.flatMap((document) => document.files),
    ...photos,
    ...mandates.map(({ rum, file }): CopyFile => ({ kind: 'mandate', id: rum, path: file })),
  ]
  const opened = documents
    .filter((document) => document.files.length > 0)
    .map(({ id, familyId, guardianId, childId }) => ({
      subject: id,
      familyId,
      guardianId: guardianId ?? undefined,
      childId: childId ?? undefined,
    }))
  return { copy, files, childIds, opened }
}
