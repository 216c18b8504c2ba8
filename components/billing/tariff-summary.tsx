import { priceGrids } from '@/lib/billing/rules/price-grid'
import type { TariffRules } from '@/lib/billing/rules/price'
import { tariffSentences, unitWords } from '@/lib/billing/rules/tariff-words'
import { PriceTable } from './price-table'

/** A tariff in sentences, and the prices that it gives. `about` tells it from others of the page. */
export function TariffSummary({ rules, about }: { rules: TariffRules; about?: string }) {
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex list-disc flex-col gap-1 pl-5 text-note">
        {tariffSentences(rules).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {priceGrids(rules).map((grid) => (
        <div key={String(grid.isResident)} className="overflow-hidden rounded-control border border-line">
          <PriceTable grid={grid} unit={unitWords(rules.unit)} about={about} />
        </div>
      ))}
    </div>
  )
}
