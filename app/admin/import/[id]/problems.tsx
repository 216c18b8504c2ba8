import { CircleCheck } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { FILE_NAMES, PROBLEM_TITLES } from '@/lib/exchange/messages'
import type { ProblemGroup } from '@/lib/exchange/report-query'
import { putAside } from './actions'

type ProblemsProps = {
  runId: string
  groups: ProblemGroup[]
  counts: { wrong: number; aside: number }
  isOpen: boolean
}

const figure = (count: number) => count.toLocaleString('fr-FR')

/** The wrong lines by file and reason; the agent sets them aside, all at once or reason by reason. */
export function Problems({ runId, groups, counts, isOpen }: ProblemsProps) {
  const left = counts.wrong - counts.aside
  if (counts.wrong === 0) return <Alert tone="success" title="Aucune ligne en erreur." />
  return (
    <section
      aria-labelledby="lignes-en-erreur"
      className="overflow-hidden rounded-card border border-line bg-card"
    >
      <div className="flex flex-wrap items-center justify-between gap-3 p-4 sm:px-6">
        <div>
          <h2 id="lignes-en-erreur" className="text-xl">
            {figure(counts.wrong)} lignes à écarter
          </h2>
          <p className="mt-1 text-note text-muted">
            {left === 0
              ? 'Toutes sont écartées. Corrigez-les dans votre logiciel : le prochain import les reprendra.'
              : `Elles ne peuvent pas être importées. ${figure(left)} restent à écarter avant l’import.`}
          </p>
        </div>
        {isOpen && (
          <ActionButton
            action={putAside}
            variant={left > 0 ? 'primary' : 'secondary'}
            values={{ runId, scope: 'ALL', aside: left > 0 ? 'oui' : 'non' }}
          >
            {left > 0 ? `Écarter les ${figure(left)} lignes` : 'Ne plus écarter'}
          </ActionButton>
        )}
      </div>
      <Table caption="Lignes en erreur, par motif">
        <thead role="rowgroup">
          <Tr>
            <Th>Motif</Th>
            <Th>Fichier</Th>
            <Th>Lignes</Th>
            <Th>Décision</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {groups.map(({ kind, code, lines, setAside, first }) => (
            <Tr key={`${kind} ${code}`}>
              <Th scope="row">
                <Link
                  href={`/admin/import/${runId}?fichier=${kind}&motif=${code}#rapport`}
                  className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4"
                >
                  {PROBLEM_TITLES[code]}
                </Link>
              </Th>
              <Td label="Fichier">{FILE_NAMES[kind]}</Td>
              <Td label="Lignes">
                <strong className="font-semibold">{figure(lines)}</strong>{' '}
                <span className="text-muted">
                  (n° {first.slice(0, 5).join(', ')}
                  {first.length > 5 && '…'})
                </span>
              </Td>
              <Td label="Décision">
                {setAside === lines ? (
                  <span className="inline-flex min-h-target items-center gap-2 text-success">
                    <CircleCheck /> Écartées
                  </span>
                ) : isOpen ? (
                  <ActionButton
                    block
                    action={putAside}
                    values={{ runId, scope: `${kind}:${code}`, aside: 'oui' }}
                  >
                    Écarter {lines > 1 ? `ces ${figure(lines)} lignes` : 'cette ligne'}
                  </ActionButton>
                ) : (
                  'À écarter'
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
