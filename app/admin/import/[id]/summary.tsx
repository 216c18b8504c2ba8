import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { FILE_NAMES, OUTCOME_NAMES } from '@/lib/exchange/messages'
import { FILE_KINDS } from '@/lib/exchange/rules/columns'
import { LINE_OUTCOMES, type ImportSummary } from '@/lib/exchange/rules/report'

/** Lines by file and outcome; each figure leads to its lines. */
export function Summary({ runId, summary }: { runId: string; summary: ImportSummary }) {
  const { schools, conflicts, differences } = summary
  return (
    <div className="overflow-hidden rounded-card border border-line bg-card">
      <Table caption="Lignes par fichier et par résultat" phone="scroll">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Fichier</Th>
            {LINE_OUTCOMES.map((outcome) => (
              <Th key={outcome} className="text-right">
                {OUTCOME_NAMES[outcome]}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {FILE_KINDS.map((kind) => {
            const counts = summary.counts[kind]
            return (
              counts && (
                <Tr key={kind}>
                  <Th scope="row">{FILE_NAMES[kind]}</Th>
                  {LINE_OUTCOMES.map((outcome) => (
                    <Td key={outcome} className="text-right">
                      {counts[outcome] > 0 ? (
                        <Link
                          href={`/admin/import/${runId}?fichier=${kind}&etat=${outcome}#rapport`}
                          className="inline-flex min-h-target min-w-11 items-center justify-end text-brand-text underline underline-offset-4"
                        >
                          {counts[outcome].toLocaleString('fr-FR')}
                        </Link>
                      ) : (
                        <span className="text-muted">0</span>
                      )}
                    </Td>
                  ))}
                </Tr>
              )
            )
          })}
        </tbody>
      </Table>
      {schools.length + conflicts + differences > 0 && (
        <ul className="list-disc space-y-1 border-t border-line py-3 pl-9 pr-4 text-note">
          {schools.length > 0 && <li>Écoles nouvelles dans le portail : {schools.join(', ')}.</li>}
          {conflicts > 0 && (
            <li>
              <Link
                href={`/admin/import/${runId}?signale=conflits#rapport`}
                className="text-brand-text underline"
              >
                {conflicts} lignes touchent une demande en attente
              </Link>{' '}
              : la demande sera signalée en conflit à l’agent qui la décidera.
            </li>
          )}
          {differences > 0 && (
            <li>
              <Link
                href={`/admin/import/${runId}?signale=differences#rapport`}
                className="text-brand-text underline"
              >
                {differences} lignes diffèrent du portail
              </Link>{' '}
              : le portail garde ses valeurs.
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
