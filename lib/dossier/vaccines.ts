import 'server-only'
import { dayFromDb, parseDay, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { ONE_FIELD } from '@/lib/core/action-state'
import { Refusal } from '@/lib/core/errors'
import type { Vaccine } from '@/lib/generated/prisma/client.ts'
import type { Section, Values } from './fields'
import {
  injectionProblem,
  missingVaccines,
  type MissingVaccine,
  type VaccineObligation,
} from './vaccine-rules'

/** An obligation as it is kept up to date: its row, and where the law says so. */
export type ObligationRow = VaccineObligation & { id: number; source: string }

/** The rows of the schedule, within a transaction, the oldest births first. */
export async function obligationRows(tx: Tx): Promise<ObligationRow[]> {
  const rows = await tx.vaccineObligation.findMany({ orderBy: [{ bornFrom: 'asc' }, { id: 'asc' }] })
  return rows.map(({ bornFrom, bornUntil, ...row }) => ({
    ...row,
    bornFrom: dayFromDb(bornFrom),
    bornUntil: bornUntil && dayFromDb(bornUntil),
  }))
}

/**
 * The obligatory doses that nothing in a child's vaccinations tells of.
 *
 * @param vaccinations the values of the items of the list, in clear
 */
export async function missingOfChild(
  tx: Tx,
  birthDate: Day,
  vaccinations: readonly Values[],
  today: Day,
): Promise<MissingVaccine[]> {
  const [schedule] = await tx.$queryRaw<
    { vaccines: Pick<Vaccine, 'code' | 'covers'>[]; obligations: VaccineObligation[] }[]
  >`
    SELECT (SELECT COALESCE(json_agg(json_build_object('code', v.code, 'covers', v.covers)), '[]') FROM "Vaccine" v) AS vaccines,
      (SELECT COALESCE(json_agg(o ORDER BY o."bornFrom", o.id), '[]') FROM "VaccineObligation" o) AS obligations`
  const { vaccines, obligations } = schedule!
  const given = vaccinations.map(({ vaccine, givenOn }) => ({
    covers: vaccines.find(({ code }) => code === vaccine)?.covers ?? [],
    on: parseDay(givenOn ?? ''),
  }))
  return missingVaccines(birthDate, given, obligations, today)
}

/**
 * Refuses a vaccination that is about to be written or asked for with a day before the birth of its child; any
 * other section passes.
 *
 * @throws Refusal BEFORE_BIRTH, beside the field
 */
export function refuseBeforeBirth(section: Section, values: Values, birthDate: string | null): void {
  if (section.id !== 'vaccinations') return
  const problem = injectionProblem(values.givenOn ?? null, birthDate)
  if (problem) throw new Refusal('BEFORE_BIRTH', ONE_FIELD, { givenOn: problem })
}
