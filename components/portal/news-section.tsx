import { SectionCard } from '@/components/ui/card'
import type { PublishedNews } from '@/lib/authority/queries'
import { paragraphsOf } from '@/lib/authority/rules'

/** « Actualités » of the home page. */
export function NewsSection({ news, className }: { news: PublishedNews[]; className?: string }) {
  return (
    <SectionCard title="Actualités" className={className}>
      {news.length === 0 ? (
        <p className="text-muted">Les nouvelles du service famille paraîtront ici.</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {news.map(({ id, title, body }) => (
            <li key={id} className="py-3.5 last:pb-0">
              <h3 className="font-sans text-base font-bold tracking-normal">{title}</h3>
              {paragraphsOf(body).map((paragraph, index) => (
                <p key={index} className="mt-0.5 text-muted">
                  {paragraph}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}
