import 'server-only'
import { cache } from 'react'
import { db, type Tx } from '@/lib/core/db'
import { dossierWith, type DossierSettings } from './declaration'
import type { Dossier } from './sections'

/** What the collectivité says of its dossier, in one statement. */
export async function readSettings(tx: Tx): Promise<DossierSettings> {
  const [row] = await tx.$queryRaw<DossierSettings[]>`
    SELECT
      COALESCE((SELECT json_object_agg(unit, json_build_object('mode', mode, 'required', required)) FROM "DossierSetting"), '{}') AS units,
      COALESCE((SELECT json_agg(json_build_object('id', id, 'label', label, 'help', help, 'hasHour', "hasHour",
        'isEnded', "endedAt" IS NOT NULL) ORDER BY position, id) FROM "AuthorisationType"), '[]') AS authorisations,
      COALESCE((SELECT json_object_agg(code, name ORDER BY position, code) FROM "Vaccine"), '{}') AS vaccines`
  return row!
}

/** The dossier as the collectivité has it, within a transaction. */
export async function readDossier(tx: Tx): Promise<Dossier> {
  return dossierWith(await readSettings(tx))
}

/** The dossier as the collectivité has it; read once per request. */
export const getDossier = cache(() => readDossier(db))
