import 'server-only'
import type { AgentActor, Parent } from '@/lib/core/actor'
import { recordEvents } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission, roleCan } from '@/lib/core/permissions'
import { isConfidential, type TargetKind } from '@/lib/dossier/fields'
import { sectionsOf } from '@/lib/dossier/sections'
import { readDossier } from '@/lib/dossier/settings'
import { typeIdsOfAgent } from '@/lib/document/scope'
import { readFamilyExport } from '../queries/family-export'
import type { FamilyCopy } from '../queries/files'
import type { Viewer } from '../queries/viewer'
import type { CopyFormat } from '../schema'

export type ExportInput = { familyId: string; format: CopyFormat }

/**
 * A copy of all that the portal holds of one of the parent's families (RGPD, articles 15 and 20), written in the journal.
 *
 * @throws NotFound when the family is not theirs
 */
export async function exportOwnFamily(parent: Parent, input: ExportInput, at: Date): Promise<FamilyCopy> {
  const guardianIds = parent.guardians
    .filter(({ familyId }) => familyId === input.familyId)
    .map(({ guardianId }) => guardianId)
  if (guardianIds.length === 0) throw new NotFound()
  const viewer: Viewer = { familyId: input.familyId, guardianIds, mayRead: () => true, opens: 'ALL' }
  return exportAs(parent, input, viewer, at)
}

/**
 * The same copy, made by an agent for a family that asks on paper. What the agent's role does not read is left out,
 * and the copy says so.
 *
 * @throws NotFound without the permission or the family
 */
export async function exportFamilyForIt(
  agent: AgentActor,
  input: ExportInput,
  at: Date,
): Promise<FamilyCopy> {
  requirePermission(agent, 'family.export')
  if (!isIdentifier(input.familyId)) throw new NotFound()
  const { familyId } = input
  const guardians = await db.guardian.findMany({ where: { familyId }, select: { id: true } })
  const viewer: Viewer = {
    familyId,
    guardianIds: guardians.map(({ id }) => id),
    mayRead: ({ agents }) => roleCan(agent.role, agents.read),
    opens: await typeIdsOfAgent(agent),
  }
  return exportAs(agent, input, viewer, at)
}

async function exportAs(
  actor: Parent | AgentActor,
  { familyId, format }: ExportInput,
  viewer: Viewer,
  at: Date,
): Promise<FamilyCopy> {
  return db.$transaction(async (tx) => {
    const dossier = await readDossier(tx)
    const read = await readFamilyExport(tx, dossier, viewer, at)
    if (!read) throw new NotFound()
    const secretsOf = (kind: TargetKind) =>
      sectionsOf(dossier, kind)
        .filter((section) => isConfidential(section) && viewer.mayRead(section))
        .flatMap(({ fields }) => fields.map(({ name }) => name))
    // A copy is also a reading of what it holds, which the family is told of person by person, file by file.
    await recordEvents(tx, actor, at, [
      { action: 'family.export', familyId, detail: { format } },
      { action: 'dossier.read', familyId, fields: secretsOf('family') },
      ...read.childIds.map((childId) => ({
        action: 'dossier.read',
        familyId,
        childId,
        fields: secretsOf('child'),
      })),
      ...(format === 'zip' ? read.opened.map((of) => ({ action: 'document.read', ...of })) : []),
    ])
    return { copy: read.copy, files: read.files }
  })
}
