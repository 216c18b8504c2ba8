import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { Working } from '@/components/ui/working'
import { requireAgent, type AgentActor } from '@/lib/core/actor'
import { isIdentifier } from '@/lib/core/identifier'
import { formatInstant } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { mappingOf } from '@/lib/exchange/mapping-query'
import { PHASES, type Phase } from '@/lib/exchange/messages'
import { importOf, type ImportView } from '@/lib/exchange/queries'
import { asideCounts, problemGroups, reportPage } from '@/lib/exchange/report-query'
import { reportFilterSchema, type ReportFilter } from '@/lib/exchange/schema'
import { ImportStepper, type ImportStep } from '../stepper'
import { UploadForm } from '../upload-form'
import { cancel, changeMapping, checkAgain, run as runAction } from './actions'
import { MappingForm } from './mapping-form'
import { Problems } from './problems'
import { Report } from './report'
import { RereadForm } from './reread-form'
import { Summary } from './summary'

export const metadata: Metadata = { title: 'Import' }

type Parameters = Record<string, string | string[] | undefined>
type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<Parameters> }

const STEPS: Record<ImportView['state'], ImportStep> = {
  MAPPING: 'Colonnes',
  CHECKING: 'Essai',
  CHECKED: 'Essai',
  RUNNING: 'Import',
  DONE: 'Résultat',
  FAILED: 'Import',
  CANCELLED: 'Résultat',
}

/** An import at the step where it is. */
export default async function ImportPage({ params, searchParams }: PageProps) {
  const agent = await requireAgent('import.run')
  const { id } = await params
  const view = await findImport(agent, id)
  return (
    <>
      <PageHeader
        title="Import"
        subtitle={`Commencé ${formatInstant(view.createdAt)}${view.author ? ` par ${view.author}` : ''}`}
        back={{ href: '/admin/import', label: 'Reprise de données' }}
        actions={
          ['MAPPING', 'CHECKED', 'FAILED'].includes(view.state) && (
            <ActionButton action={cancel} values={{ runId: id }} variant="quiet">
              Abandonner cet import
            </ActionButton>
          )
        }
      />
      {view.state !== 'CANCELLED' && <ImportStepper current={STEPS[view.state]} />}
      {view.failure && <Alert tone="danger" className="mb-4" title={view.failure} live />}
      <Step agent={agent} view={view} parameters={await searchParams} />
    </>
  )
}

async function findImport(agent: AgentActor, id: string): Promise<ImportView> {
  if (!isIdentifier(id)) notFound()
  try {
    return await importOf(agent, id)
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}

type StepProps = { agent: AgentActor; view: ImportView; parameters: Parameters }

async function Step({ agent, view, parameters }: StepProps) {
  const { id, state, phase, progress, total } = view
  if (state === 'MAPPING') return <MappingStep agent={agent} view={view} parameters={parameters} />
  if (state === 'CHECKING' || state === 'RUNNING') {
    const title = state === 'CHECKING' ? 'Essai en cours' : 'Import en cours'
    const words = PHASES[phase as Phase] ?? PHASES.queued
    return <Working title={title} words={words} progress={progress} total={total} />
  }
  if (state === 'CHECKED' || state === 'DONE')
    return <ReportStep agent={agent} view={view} filter={reportFilterSchema.parse(parameters)} />
  if (state === 'CANCELLED')
    return (
      <Alert title="Cet import a été abandonné.">
        Ses fichiers sont effacés et rien n’a été écrit dans les dossiers.
      </Alert>
    )
  return (
    <ActionButton action={checkAgain} values={{ runId: id }} variant="primary">
      Refaire l’essai
    </ActionButton>
  )
}

async function MappingStep({ agent, view, parameters }: StepProps) {
  const mapping = await mappingOf(agent, view.id)
  return (
    <div className="flex flex-col gap-5">
      <MappingForm
        key={view.files.map(({ encoding, separator }) => encoding + separator).join()}
        runId={view.id}
        view={mapping}
      />
      <SectionCard
        title="Fichiers"
        subtitle="Un fichier manque, n’est pas le bon, ou ses accents sont mal lus ?"
      >
        <div className="flex flex-col gap-6">
          <UploadForm runId={view.id} files={view.files} refused={parameters} />
          {view.files.map(({ kind, encoding, separator }) => (
            <RereadForm
              key={kind + encoding + separator}
              runId={view.id}
              kind={kind}
              encoding={encoding}
              separator={separator}
            />
          ))}
        </div>
      </SectionCard>
    </div>
  )
}

async function ReportStep({
  agent,
  view,
  filter,
}: {
  agent: AgentActor
  view: ImportView
  filter: ReportFilter
}) {
  const isOpen = view.state === 'CHECKED'
  const [groups, counts, report] = await Promise.all([
    problemGroups(agent, view.id),
    asideCounts(agent, view.id),
    reportPage(agent, view.id, filter),
  ])
  return (
    <div className="flex flex-col gap-5">
      {!isOpen && (
        <Alert
          tone="success"
          title="L’import est terminé."
          action={
            <LinkButton href="/admin/codes" variant="secondary" size="sm">
              Préparer les codes abonnés
            </LinkButton>
          }
        >
          Les fichiers déposés sont effacés ; le rapport reste ici.
        </Alert>
      )}
      {view.summary && <Summary runId={view.id} summary={view.summary} />}
      {(isOpen || counts.wrong > 0) && (
        <Problems runId={view.id} groups={groups} counts={counts} isOpen={isOpen} />
      )}
      {isOpen && (
        <div className="flex flex-wrap items-start gap-3">
          {counts.wrong === counts.aside && (
            <ActionButton
              action={runAction}
              values={{ runId: view.id }}
              variant="sun"
              pendingLabel="Démarrage…"
            >
              Importer tout le reste
            </ActionButton>
          )}
          <ActionButton action={checkAgain} values={{ runId: view.id }}>
            Refaire l’essai
          </ActionButton>
          <ActionButton action={changeMapping} values={{ runId: view.id }}>
            Revoir les colonnes
          </ActionButton>
        </div>
      )}
      <Report runId={view.id} lines={report.lines} total={report.total} filter={filter} isOpen={isOpen} />
    </div>
  )
}
