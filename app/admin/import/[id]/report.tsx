import { CircleAlert, Download } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { CONTROL_LOOK } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag, type TagTone } from '@/components/ui/tag'
import { FILE_NAMES, OUTCOME_NAMES, PROBLEM_TITLES } from '@/lib/exchange/messages'
import { REPORT_PAGE, type ReportLine } from '@/lib/exchange/report-query'
import { FILE_KINDS, fieldName } from '@/lib/exchange/rules/columns'
import { LINE_OUTCOMES, type LineOutcome } from '@/lib/exchange/rules/report'
import type { ReportFilter } from '@/lib/exchange/schema'
import { putAside } from './actions'

const TONES: Record<LineOutcome, TagTone> = {
  CREATED: 'success',
  CHANGED: 'brand',
  UNCHANGED: 'neutral',
  WRONG: 'danger',
  DOUBLED: 'warning',
  ABSENT: 'outline',
}

type ReportProps = {
  runId: string
  lines: ReportLine[]
  total: number
  filter: ReportFilter
  isOpen: boolean
}

function address(runId: string, filter: Partial<ReportFilter>, path = ''): string {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/admin/import/${runId}${path}?${new URLSearchParams(given)}`
}

/** The report line by line, filtered and paged; it can be downloaded as filtered. */
export function Report({ runId, lines, total, filter, isOpen }: ReportProps) {
  const { page: _, ...kept } = filter
  return (
    <section id="rapport" aria-labelledby="titre-rapport" className="rounded-card border border-line bg-card">
      <div className="flex flex-wrap items-start justify-between gap-3 p-4 sm:px-6">
        <div>
          <h2 id="titre-rapport" className="text-xl">
            Rapport ligne par ligne
          </h2>
          <p className="mt-1 text-note text-muted">{total.toLocaleString('fr-FR')} lignes</p>
        </div>
        <a
          href={address(runId, kept, '/rapport')}
          download
          className={buttonLook({ variant: 'secondary', size: 'sm' })}
        >
          <Download /> Télécharger (CSV)
        </a>
      </div>
      <Filters runId={runId} filter={filter} />
      {lines.length === 0 ? (
        <div className="p-4">
          <EmptyState title="Aucune ligne ne répond à ces filtres." />
        </div>
      ) : (
        <Table caption="Rapport ligne par ligne">
          <thead role="rowgroup">
            <Tr>
              <Th>Fichier, ligne</Th>
              <Th>Repère</Th>
              <Th>Résultat</Th>
              <Th>Détail</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map((line) => (
              <Tr key={line.id}>
                <Th scope="row" className="whitespace-nowrap">
                  {FILE_NAMES[line.kind]}
                  {line.line > 0 && `, ${line.line.toLocaleString('fr-FR')}`}
                </Th>
                <Td label="Repère">{line.label}</Td>
                <Td label="Résultat">
                  <Tag tone={TONES[line.outcome]}>{OUTCOME_NAMES[line.outcome]}</Tag>
                </Td>
                <Td label="Détail">
                  <Detail runId={runId} line={line} isOpen={isOpen} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <div className="px-4 sm:px-6">
        <Pagination
          page={filter.page}
          pages={Math.ceil(total / REPORT_PAGE)}
          hrefOf={(page) => `${address(runId, { ...kept, page })}#rapport`}
          label="lignes du rapport"
        />
      </div>
    </section>
  )
}

function Filters({ runId, filter }: { runId: string; filter: ReportFilter }) {
  const selects = [
    {
      name: 'fichier',
      label: 'Fichier',
      all: 'Tous les fichiers',
      value: filter.fichier,
      options: FILE_KINDS.map((kind) => [kind, FILE_NAMES[kind]] as const),
    },
    {
      name: 'etat',
      label: 'Résultat',
      all: 'Tous les résultats',
      value: filter.etat,
      options: LINE_OUTCOMES.map((outcome) => [outcome, OUTCOME_NAMES[outcome]] as const),
    },
    {
      name: 'motif',
      label: 'Motif',
      all: 'Tous les motifs',
      value: filter.motif,
      options: Object.entries(PROBLEM_TITLES),
    },
    {
      name: 'signale',
      label: 'À vérifier',
      all: 'Tout',
      value: filter.signale,
      options: [
        ['conflits', 'Conflits avec une demande'],
        ['differences', 'Différences gardées'],
      ] as const,
    },
  ]
  return (
    <form
      action={`/admin/import/${runId}#rapport`}
      className="grid items-end gap-3 px-4 pb-4 sm:grid-cols-2 sm:px-6 xl:grid-cols-5"
    >
      {selects.map(({ name, label, all, value, options }) => (
        <label key={name} className="flex flex-col gap-1 text-note">
          {label}
          <select name={name} defaultValue={value ?? ''} className={CONTROL_LOOK}>
            <option value="">{all}</option>
            {options.map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <Button type="submit" variant="secondary">
        Filtrer
      </Button>
    </form>
  )
}

function Detail({ runId, line, isOpen }: { runId: string; line: ReportLine; isOpen: boolean }) {
  const names = (fields: string[]) => fields.map((field) => fieldName(line.kind, field)).join(', ')
  const isWrong = line.problems.length > 0
  return (
    <div className="flex flex-col gap-1.5">
      {line.problems.map(([column, message], n) => (
        <p key={n}>
          {column && <strong className="font-semibold">{column} : </strong>}
          {message}
        </p>
      ))}
      {line.fields.length > 0 && <p>{names(line.fields)}</p>}
      {line.conflicts.length > 0 && (
        <p className="flex gap-1.5 text-warning">
          <CircleAlert className="mt-0.5" />
          <span>La famille a demandé une autre valeur, pas encore décidée : {names(line.conflicts)}.</span>
        </p>
      )}
      {line.differences.length > 0 && (
        <p className="text-muted">
          Le portail garde sa valeur, différente de celle du fichier : {names(line.differences)}.
        </p>
      )}
      {isWrong && isOpen && (
        <ActionButton
          action={putAside}
          values={{ runId, scope: `line:${line.id}`, aside: line.setAside ? 'non' : 'oui' }}
        >
          {line.setAside ? 'Écartée : reprendre' : 'Écarter'}
        </ActionButton>
      )}
      {isWrong && !isOpen && line.setAside && <p className="text-muted">Écartée.</p>}
    </div>
  )
}
