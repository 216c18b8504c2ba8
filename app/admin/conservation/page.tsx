import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatInstant } from '@/lib/core/day'
import { countWords, OTHER_RULES, RULE_WORDS } from '@/lib/retention/messages'
import { dueNow, lastRun, type LastRun } from '@/lib/retention/queries'
import { RULE_IDS } from '@/lib/retention/rules'

export const metadata: Metadata = { title: 'Conservation des données' }

type Props = { searchParams: Promise<{ effacee?: string }> }

/** What is kept for how long, what the last run erased, and what the next one would. */
export default async function RetentionPage({ searchParams }: Props) {
  const agent = await requireAgent('authority.configure')
  const [{ effacee }, due, last] = await Promise.all([searchParams, dueNow(agent, now()), lastRun(agent)])
  return (
    <>
      <PageHeader
        title="Conservation des données"
        subtitle="Chaque nuit, le portail efface ce qui n’a plus à être gardé."
      />
      {effacee && (
        <Alert tone="success" live className="mb-4">
          La famille est effacée. Le journal en garde la trace, sans les noms.
        </Alert>
      )}
      <p className="mb-4">{lastRunInWords(last)}</p>
      <Card padded={false}>
        <Table caption="Règles de conservation et ce que le prochain passage effacerait">
          <thead role="rowgroup">
            <Tr>
              <Th>Données</Th>
              <Th>Gardées</Th>
              <Th>Ensuite</Th>
              <Th>À effacer aujourd’hui</Th>
              <Th>Texte</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {RULE_IDS.map((id) => (
              <Tr key={id}>
                <Th scope="row">{RULE_WORDS[id].data}</Th>
                <Td label="Gardées">{RULE_WORDS[id].kept}</Td>
                <Td label="Ensuite">{RULE_WORDS[id].then}</Td>
                <Td label="À effacer aujourd’hui" className={due[id] > 0 ? 'font-semibold' : 'text-muted'}>
                  {countWords(id, due[id])}
                </Td>
                <Td label="Texte" className="text-note text-muted">
                  {RULE_WORDS[id].source}
                </Td>
              </Tr>
            ))}
            {OTHER_RULES.map(({ data, kept, then, source }) => (
              <Tr key={data}>
                <Th scope="row">{data}</Th>
                <Td label="Gardées">{kept}</Td>
                <Td label="Ensuite">{then}</Td>
                <Td label="À effacer aujourd’hui" className="text-muted">
                  au fil de l’eau
                </Td>
                <Td label="Texte" className="text-note text-muted">
                  {source}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <p className="mt-4 text-muted">
        Ces durées sont à faire valider par votre délégué à la protection des données et vos archives. Une
        famille qui demande à être effacée l’est depuis sa page, « Effacer la famille ».
      </p>
    </>
  )
}

function lastRunInWords(last: LastRun | null): string {
  if (!last) return 'Aucun passage n’a encore eu lieu.'
  const counts = RULE_IDS.filter((id) => (last.counts[id] ?? 0) > 0).map((id) =>
    countWords(id, last.counts[id]!),
  )
  const what = counts.length > 0 ? counts.join(', ') : 'rien n’était à effacer'
  return `Dernier passage le ${formatInstant(last.at, 'long')} : ${what}.`
}
