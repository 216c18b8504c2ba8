import { Table, Td, Th, Tr } from '@/components/ui/table'
import { columnWords, payerWords, rowWords, type PriceGrid } from '@/lib/billing/rules/price-grid'
import { formatEuros } from '@/lib/core/money'

type PriceTableProps = {
  grid: PriceGrid
  /** What a price is for: « par jour ». */
  unit: string
  /** What tells the table from others of the page: since when, of what activity. */
  about?: string
}

/** What a tariff gives to families, bracket by bracket: computed as invoices are. */
export function PriceTable({ grid, unit, about }: PriceTableProps) {
  const { columns, rows } = grid
  return (
    <Table
      caption={[payerWords(grid), unit, about].filter(Boolean).join(', ')}
      phone="scroll"
      className="tabular-nums"
    >
      <thead>
        <Tr className="border-t-0">
          <Th className="px-3">{payerWords(grid)}</Th>
          {columns.map((category) => (
            <Th key={category} className="px-3 text-right">
              {columnWords(category, grid)}
            </Th>
          ))}
        </Tr>
      </thead>
      <tbody>
        {rows.map(({ about, prices }) => (
          <Tr key={rowWords(about)}>
            <Th scope="row" className="whitespace-nowrap px-3 py-2">
              {rowWords(about)}
            </Th>
            {prices.map((price, index) => (
              <Td key={columns[index]} className="whitespace-nowrap px-3 py-2 text-right">
                {formatEuros(price)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
