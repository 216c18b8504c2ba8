import { FileText, Image as ImageIcon } from 'lucide-react'

type PageLinksProps = { pages: readonly { id: string; format: 'JPEG' | 'PDF' }[] }

/** The files of a document: an image opens beside, a PDF is downloaded. */
export function PageLinks({ pages }: PageLinksProps) {
  return (
    <ul className="flex flex-wrap gap-2">
      {pages.map(({ id, format }, n) => {
        const Icon = format === 'PDF' ? FileText : ImageIcon
        return (
          <li key={id}>
            <a
              href={`/documents/${id}`}
              target="_blank"
              rel="noopener"
              className="pressable inline-flex min-h-target items-center gap-2 rounded-control border border-control bg-card px-3.5 hover:bg-sand"
            >
              <Icon /> {format === 'PDF' ? 'Télécharger le PDF' : 'Voir la page'} {pages.length > 1 && n + 1}
              {format !== 'PDF' && <span className="sr-only"> (nouvel onglet)</span>}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
