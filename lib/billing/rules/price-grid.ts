import type { Centimes } from '@/lib/core/money'
import { CATEGORIES, unitPrice, type Category, type Scale, type Scales, type TariffRules } from './price'
import { scalesOf } from './tariff-words'

/** Quotients that pay the same: from one to another (null: and above); or one of them as an example; or none given. */
export type PriceRow = { from: number; to: number | null } | { at: number } | { missing: true }

/** The prices of families of the commune or not (null: all families pay the same): a column for each category. */
export type PriceGrid = {
  isResident: boolean | null
  columns: Category[]
  rows: { about: PriceRow; prices: Centimes[] }[]
}

/** Quotients that an agent looks at first, where prices follow the quotient. */
const EXAMPLES = [0, 500, 1000, 1500, 2000]

/**
 * What a tariff gives for a first child, as `unitPrice` says: a row for each bracket or, where a price follows the
 * quotient (taux d’effort), for the brackets' edges, where floor and ceiling are reached, and examples between them.
 */
export function priceGrids(rules: TariffRules): PriceGrid[] {
  if (!rules.outsiders) return [gridOf(rules, rules.residents, null)]
  return [gridOf(rules, rules.residents, true), gridOf(rules, rules.outsiders, false)]
}

function gridOf(rules: TariffRules, scales: Scales, isResident: boolean | null): PriceGrid {
  const columns = CATEGORIES.filter((category) => scales[category] !== null)
  const pricesAt = (quotient: number | null) =>
    columns.map(
      (category) =>
        unitPrice(rules, { quotient, isResident: isResident ?? true }, category, { rank: 1, count: 1 }).price,
    )
  const own = scalesOf(scales)
  const rows: PriceRow[] = own.some(({ kind }) => kind === 'EFFORT') ? exampleRows(own) : bracketRows(own)
  // Where nothing depends on the quotient, one that is missing changes nothing.
  if (rows.length > 1) rows.push({ missing: true })
  return { isResident, columns, rows: rows.map((about) => ({ about, prices: pricesAt(quotientOf(about)) })) }
}

function quotientOf(row: PriceRow): number | null {
  if ('missing' in row) return null
  return 'at' in row ? row.at : row.from
}

const edgesOf = (scales: readonly Scale[]) => [
  ...new Set(
    scales
      .flatMap((scale) => (scale.kind === 'BRACKETS' ? scale.brackets.map(({ from }) => from) : [0]))
      .sort((a, b) => a - b),
  ),
]

function bracketRows(scales: readonly Scale[]): PriceRow[] {
  const edges = edgesOf(scales)
  return edges
    .map((from, index) => ({ from, to: (edges[index + 1] ?? 0) - 1 }))
    .map(({ from, to }) => ({ from, to: to < 0 ? null : to }))
}

function exampleRows(scales: readonly Scale[]): PriceRow[] {
  const limits = scales.flatMap((scale) => {
    if (scale.kind !== 'EFFORT') return []
    const reached = (price: Centimes) => Math.ceil((price * 10_000) / scale.rate)
    return [reached(scale.min), reached(scale.max)]
  })
  const edges = edgesOf(scales).flatMap((from) => (from > 0 ? [from - 1, from] : [from]))
  return [...new Set([...EXAMPLES, ...edges, ...limits])].sort((a, b) => a - b).map((at) => ({ at }))
}

/** « 400 à 639 », « 1 900 et plus », « tous les QF »; « QF 500 » of an example. */
export function rowWords(row: PriceRow): string {
  const number = (quotient: number) => quotient.toLocaleString('fr-FR')
  if ('missing' in row) return 'QF non fourni'
  if ('at' in row) return `QF ${number(row.at)}`
  if (row.to !== null) return `QF ${number(row.from)} à ${number(row.to)}`
  return row.from === 0 ? 'Tous les QF' : `QF ${number(row.from)} et plus`
}

/** « Prix » where children of all categories pay it. */
export function columnWords(category: Category, { columns }: PriceGrid): string {
  return columns.length === 1 ? 'Prix' : CATEGORY_COLUMNS[category]
}

const CATEGORY_COLUMNS: Record<Category, string> = {
  REGULAR: 'Inscrit',
  OCCASIONAL: 'Occasionnel',
  OWN_MEAL: 'Panier (PAI)',
}

/** Whose prices a grid holds. */
export function payerWords({ isResident }: Pick<PriceGrid, 'isResident'>): string {
  if (isResident === null) return 'Toutes les familles'
  return isResident ? 'Familles de la commune' : 'Familles hors commune'
}

/** The least and the most that a unit costs, of all categories and payers. */
export function priceRange(rules: TariffRules): { least: Centimes; most: Centimes } {
  const all = priceGrids(rules).flatMap(({ rows }) => rows.flatMap(({ prices }) => prices))
  return { least: Math.min(...all), most: Math.max(...all) }
}
