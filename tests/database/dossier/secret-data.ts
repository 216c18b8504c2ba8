import type { Tx } from '@/lib/core/db'
import type { Target } from '@/lib/dossier/schema'
import { ask, newItem, type Scene } from './scene'

export const IBAN = 'FR7630006000011234567890189'

/** The texts that `fillSecrets` gives to encrypted fields. */
export const SECRETS = [IBAN, '8123456X', '37421', 'Arachide rare', 'Docteur Cartier', 'Ventoline le soir']

/** Everything that the database holds, jobs included, as text; bytes both as they are and as letters. */
export async function dump(db: Tx): Promise<string> {
  const tables = await db.$queryRaw<{ name: string; bytes: string[] | null }[]>`
    SELECT format('%I.%I', t.table_schema, t.table_name) AS name,
      (SELECT array_agg(c.column_name::text) FROM information_schema.columns c WHERE c.table_schema = t.table_schema
        AND c.table_name = t.table_name AND c.data_type = 'bytea') AS bytes
    FROM information_schema.tables t WHERE t.table_schema IN ('public', 'pgboss') AND t.table_type = 'BASE TABLE'`
  const rows = await Promise.all(
    tables.map(({ name, bytes }) => {
      const letters = (bytes ?? [])
        .map((column) => ` || COALESCE(encode("${column}", 'escape'), '')`)
        .join('')
      return db.$queryRawUnsafe<{ row: string }[]>(`SELECT to_json(t)::text${letters} AS row FROM ${name} t`)
    }),
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

/** Sofia gives her bank and tax data, and Lina's health: what of it is not health has no item. Returns the allergy. */
export async function fillSecrets(db: Tx, { sofia, household, lina }: Scene): Promise<Target> {
  await ask(db, sofia, household, 'bank', { bankHolder: 'Sofia Delmas', iban: IBAN, bic: 'AGRIFRPP' })
  await ask(db, sofia, household, 'tax', {
    benefitOrganism: 'CAF',
    allocataireNumber: '8123456X',
    referenceIncome: '37421',
    taxShares: '2.5',
    taxYear: '2025',
  })
  await ask(db, sofia, lina, 'health', { doctorName: 'Docteur Cartier', treatments: 'Ventoline le soir' })
  const allergy = newItem(lina)
  await ask(db, sofia, allergy, 'allergies', { substance: 'Arachide rare', kind: 'FOOD', severity: 'SEVERE' })
  return allergy
}
