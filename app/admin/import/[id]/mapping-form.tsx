'use client'

import { type ReactNode } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { CONTROL_LOOK, fieldAttributes, FieldError } from '@/components/form/field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldError, refusalOf, typedText, type ActionState } from '@/lib/core/action-state'
import type { MappedFile, MappingView } from '@/lib/exchange/mapping-query'
import { ENCODING_NAMES, FILE_NAMES, SEPARATOR_NAMES } from '@/lib/exchange/messages'
import { COLUMN_GROUPS, columnName } from '@/lib/exchange/rules/columns'
import { saveMapping } from './actions'

/** The second step: what each column of the files holds, and which activity each name is. */
export function MappingForm({ runId, view }: { runId: string; view: MappingView }) {
  const { state, form } = useActionForm(saveMapping)
  return (
    <form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="runId" value={runId} />
      <ErrorSummary {...refusalOf(state)} />
      {view.files.map((file) => (
        <FileColumns key={file.kind} file={file} state={state} />
      ))}
      {view.activities.length > 0 && <Activities view={view} state={state} />}
      <div>
        <SubmitButton variant="sun" size="lg" pendingLabel="Démarrage…">
          Lancer l’essai
        </SubmitButton>
        <p className="mt-2 text-note text-muted">
          L’essai lit et compare tout, sans rien écrire dans les dossiers.
        </p>
      </div>
    </form>
  )
}

function Section({
  id,
  title,
  subtitle,
  children,
}: {
  id?: string
  title: string
  subtitle: string
  children: ReactNode
}) {
  return (
    <section className="overflow-hidden rounded-card border border-line bg-card">
      <div className="p-4 sm:px-6">
        <h2 id={id} tabIndex={id ? -1 : undefined} className="text-xl">
          {title}
        </h2>
        <p className="mt-1 text-note text-muted">{subtitle}</p>
      </div>
      {children}
    </section>
  )
}

function FileColumns({ file, state }: { file: MappedFile; state: ActionState }) {
  const { kind, columns } = file
  const recognised = columns.filter(({ key }) => key).length
  return (
    <Section
      id={fieldAttributes({ name: kind }).id}
      title={FILE_NAMES[kind]}
      subtitle={`${file.name} · ${file.lineCount.toLocaleString('fr-FR')} lignes · ${ENCODING_NAMES[file.encoding]} · ${SEPARATOR_NAMES[file.separator]} · ${recognised} colonnes reconnues sur ${columns.length}`}
    >
      <div className="flex flex-col gap-3 px-4 pb-4 empty:hidden sm:px-6">
        {recognised === 0 && (
          <Alert tone="danger" title="Aucune colonne de ce fichier n’a été reconnue.">
            Est-ce le bon fichier ? Sa première ligne doit porter les titres des colonnes. Sinon, dites
            ci-dessous ce que contient chacune.
          </Alert>
        )}
        {file.looksLike && (
          <Alert
            tone="warning"
            title={`Ce fichier ressemble à celui des ${FILE_NAMES[file.looksLike].toLowerCase()}.`}
          >
            S’il a été déposé au mauvais endroit, déposez-le de nouveau au bon.
          </Alert>
        )}
        {fieldError(state, kind) && (
          <FieldError id={fieldAttributes({ name: kind }).id}>{fieldError(state, kind)}</FieldError>
        )}
      </div>
      <Table caption={`Colonnes du fichier ${FILE_NAMES[kind].toLowerCase()}`}>
        <thead role="rowgroup">
          <Tr>
            <Th>Colonne du fichier</Th>
            <Th>Premières valeurs</Th>
            <Th>Devient</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {columns.map((column, position) => {
            const name = `${kind}.${position}`
            const error = fieldError(state, name)
            const attributes = fieldAttributes({ name, error })
            return (
              <Tr key={name}>
                <Th scope="row">
                  <label htmlFor={attributes.id}>
                    {column.heading || `Colonne ${position + 1}, sans titre`}
                  </label>
                </Th>
                <Td label="Premières valeurs" className="text-muted">
                  {column.values.join(' · ') || 'toujours vide'}
                </Td>
                <Td label="Devient">
                  <select
                    {...attributes}
                    key={column.key}
                    defaultValue={typedText(state, name, column.key ?? '')}
                    className={CONTROL_LOOK}
                  >
                    <option value="">Ne pas importer</option>
                    {COLUMN_GROUPS[kind].map((group) => (
                      <optgroup key={group.title} label={group.title}>
                        {Object.keys(group.columns).map((key) => (
                          <option key={key} value={key}>
                            {columnName(kind, key)}
                          </option>
                        ))}
                      </optgroup>
                    ))}
                  </select>
                  <FieldError id={attributes.id}>{error}</FieldError>
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}

function Activities({ view, state }: { view: MappingView; state: ActionState }) {
  return (
    <Section
      title="Activités"
      subtitle="À quelle activité du portail correspond chaque nom du fichier des inscriptions."
    >
      <Table caption="Activités du fichier">
        <thead role="rowgroup">
          <Tr>
            <Th>Dans le fichier</Th>
            <Th>Lignes</Th>
            <Th>Dans le portail</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {view.activities.map(({ name: activity, folded, lines, activityId }) => {
            const name = `activity.${folded}`
            const attributes = fieldAttributes({ name })
            return (
              <Tr key={folded}>
                <Th scope="row">
                  <label htmlFor={attributes.id}>{activity}</label>
                </Th>
                <Td label="Lignes">{lines.toLocaleString('fr-FR')}</Td>
                <Td label="Dans le portail">
                  <select
                    {...attributes}
                    defaultValue={typedText(state, name, activityId ? String(activityId) : '')}
                    className={CONTROL_LOOK}
                  >
                    <option value="">Aucune : ces lignes seront en erreur</option>
                    {view.portalActivities.map((known) => (
                      <option key={known.id} value={known.id}>
                        {known.name}
                      </option>
                    ))}
                  </select>
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}
