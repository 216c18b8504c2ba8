import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { requireAgent } from '@/lib/core/actor'
import { FIELD_MODES, type TargetKind } from '@/lib/dossier/fields'
import { MODE_LABELS, MODE_MEANINGS } from '@/lib/dossier/messages'
import { settingsScreen } from '@/lib/dossier/queries/settings-screen'
import { SectionSettings } from './section-settings'

export const metadata: Metadata = { title: 'Champs du dossier' }

const TARGETS = [
  ['guardian', 'Responsable'],
  ['family', 'Foyer'],
  ['child', 'Enfant'],
] as const satisfies readonly [TargetKind, string][]

export default async function DossierSettingsPage() {
  const agent = await requireAgent('authority.configure')
  const sections = await settingsScreen(agent)
  return (
    <>
      <PageHeader
        title="Champs du dossier"
        subtitle="Chaque réglage vaut pour toutes les familles, dès qu’il est enregistré."
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Card className="mb-6">
        <h2 className="mb-2 text-lg">Ce que veut dire chaque mode</h2>
        <DescriptionList dense>
          {FIELD_MODES.map((mode) => (
            <DescriptionRow key={mode} label={MODE_LABELS[mode]}>
              {MODE_MEANINGS[mode]}
            </DescriptionRow>
          ))}
        </DescriptionList>
        <p className="mt-3 text-note text-muted">
          Un champ obligatoire est demandé au parent dès qu’il modifie la rubrique. Les demandes déjà en
          attente restent à décider, quel que soit le nouveau mode.
        </p>
      </Card>
      {TARGETS.map(([target, title]) => (
        <section key={target} className="mb-6" aria-labelledby={`reglages-${target}`}>
          <h2 id={`reglages-${target}`} className="mb-3 text-xl">
            {title}
          </h2>
          <div className="flex flex-col gap-3">
            {sections
              .filter((section) => section.target === target)
              .map((section) => (
                <SectionSettings key={section.key} section={section} />
              ))}
          </div>
        </section>
      ))}
    </>
  )
}
