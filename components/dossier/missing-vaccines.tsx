import { CircleCheck, Syringe } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { formatDay } from '@/lib/core/day'
import type { MissingVaccine } from '@/lib/dossier/vaccine-rules'

/** The obligatory vaccines that the dossier does not tell of yet. */
export function MissingVaccines({ missing }: { missing: readonly MissingVaccine[] }) {
  if (missing.length === 0)
    return (
      <Alert tone="success" icon={CircleCheck}>
        <p>Tous les vaccins obligatoires à son âge sont renseignés.</p>
      </Alert>
    )
  return (
    <Alert tone="warning" icon={Syringe} title="Vaccins obligatoires à renseigner">
      <ul className="list-disc pl-5">
        {missing.map(({ disease, label, doses, since }) => (
          <li key={disease}>
            {label} : {doses > 1 ? `${doses} injections` : '1 injection'} (attendue{doses > 1 ? 's' : ''}{' '}
            depuis le {formatDay(since, 'long')})
          </li>
        ))}
      </ul>
    </Alert>
  )
}
