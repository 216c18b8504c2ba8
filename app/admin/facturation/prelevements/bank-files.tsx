import { FileUp } from 'lucide-react'
import { fieldAttributes, FieldError } from '@/components/form/field'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { CellLink } from '@/components/ui/cell-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatInstant } from '@/lib/core/day'
import { HAND_IN_ADDRESS, reportAddress } from '@/lib/sepa/addresses'
import { FILE_PROBLEMS, REPORT_KIND_WORDS } from '@/lib/sepa/messages'
import type { ReportLine } from '@/lib/sepa/queries/screen'

const HINT = 'Rejets (pain.002) ou avis d’opérations (camt.054), en XML, 10 Mo au plus'

type BankFilesProps = {
  reports: readonly ReportLine[]
  /** The code of what was refused, of the address. */
  refused: string
}

/** The files of the bank: one place to hand them in, and those that came. Posts to a route, with or without scripts. */
export function BankFiles({ reports, refused }: BankFilesProps) {
  const problem = Object.hasOwn(FILE_PROBLEMS, refused)
    ? FILE_PROBLEMS[refused as keyof typeof FILE_PROBLEMS]
    : undefined
  const attributes = fieldAttributes({ name: 'fichier', hint: HINT, error: problem })
  return (
    <SectionCard
      id="retours"
      title="Retours de la banque"
      subtitle="Ce qui n’a pas abouti : chaque facture redevient à payer et sa famille est prévenue. Le même fichier déposé deux fois ne change rien."
    >
      <form
        action={HAND_IN_ADDRESS}
        method="post"
        encType="multipart/form-data"
        className="mb-5 flex max-w-form flex-col gap-3"
      >
        {problem && <Alert tone="danger" live title="Le fichier n’a pas été pris" />}
        <div className="flex flex-col gap-2">
          <label htmlFor={attributes.id} className="font-semibold">
            Fichier de la banque
          </label>
          <p id={`${attributes.id}-aide`} className="text-note text-muted">
            {HINT}
          </p>
          <input
            {...attributes}
            type="file"
            accept=".xml,application/xml,text/xml"
            className="min-h-target w-full text-note file:mr-3 file:min-h-target file:cursor-pointer file:rounded-control file:border file:border-solid file:border-control file:bg-card file:px-3 file:font-semibold file:text-ink"
          />
          <FieldError id={attributes.id}>{problem}</FieldError>
        </div>
        <div>
          <SubmitButton variant="secondary">
            <FileUp /> Déposer le fichier
          </SubmitButton>
        </div>
      </form>
      {reports.length > 0 && (
        <Table caption="Fichiers de la banque">
          <thead role="rowgroup">
            <Tr className="border-0">
              <Th>Déposé le</Th>
              <Th>Fichier</Th>
              <Th>Contenu</Th>
              <Th>Lignes</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {reports.map(({ id, receivedAt, fileName, kind, lines }) => (
              <Tr key={id}>
                <Th scope="row">
                  <CellLink href={reportAddress(id)}>{formatInstant(receivedAt, 'long')}</CellLink>
                </Th>
                <Td label="Fichier" className="break-all">
                  {fileName}
                </Td>
                <Td label="Contenu">{REPORT_KIND_WORDS[kind]}</Td>
                <Td label="Lignes">{lines}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </SectionCard>
  )
}
