import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ChoiceGroup } from '@/components/form/choice-field'
import { PasswordField } from '@/components/form/password-field'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { SegmentedLinks } from '@/components/ui/segmented'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { familyDossiers } from '@/lib/dossier/queries/family-dossiers'
import { EXPORT_MESSAGES } from '@/lib/export/messages'
import { formatSchema } from '@/lib/export/schema'

export const metadata: Metadata = { title: EXPORT_MESSAGES.title }

type Props = { searchParams: Promise<{ famille?: string; format?: string; erreur?: string }> }

const FORMATS = (['pdf', 'zip', 'json'] as const).map((value) => ({
  value,
  label: EXPORT_MESSAGES.format[value],
}))

/** « Copie de vos données »: the form posts to a route, since what comes back is a file. */
export default async function FamilyCopyPage({ searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ famille, format, erreur }, families] = await Promise.all([
    searchParams,
    familyDossiers(parent, now()),
  ])
  const family = families.find(({ id }) => id === famille) ?? families[0]
  if (!family) redirect('/mon-espace/abonnements')
  return (
    <>
      <PageHeader
        title={EXPORT_MESSAGES.title}
        subtitle={`Famille ${family.name} · tout ce que le portail conserve de votre famille`}
        back={{ href: `/famille/dossier?famille=${family.id}`, label: 'Dossier Famille' }}
        actions={
          families.length > 1 && (
            <SegmentedLinks
              label="Famille"
              items={families.map(({ id, name }) => ({
                href: `/famille/dossier/copie?famille=${id}`,
                label: `Famille ${name}`,
                current: id === family.id,
              }))}
            />
          )
        }
      />
      <Card>
        <form
          action="/famille/dossier/copie/fichier"
          method="post"
          className="flex max-w-form flex-col gap-5"
        >
          {(erreur === 'attente' || erreur === 'format') && (
            <Alert tone="danger" live>
              {erreur === 'attente' ? EXPORT_MESSAGES.tooMany : EXPORT_MESSAGES.noFormat}
            </Alert>
          )}
          <p>
            Vous y trouvez le dossier de chaque personne, ce qui attend une validation, l’historique, les
            inscriptions, les réservations, les demandes, les abonnements et qui a lu vos données protégées.
            Gardez ce fichier en lieu sûr, car il contient des données de santé et votre IBAN.
          </p>
          <input type="hidden" name="familyId" value={family.id} />
          <ChoiceGroup
            name="format"
            type="radio"
            label="Sous quelle forme ?"
            options={FORMATS}
            defaultValue={formatSchema.safeParse(format).data ?? 'pdf'}
          />
          <PasswordField
            name="currentPassword"
            label="Votre mot de passe"
            hint="Ces données sont sensibles : nous vérifions que c’est bien vous."
            autoComplete="current-password"
            required
            error={erreur === 'mot-de-passe' ? EXPORT_MESSAGES.wrongPassword : undefined}
          />
          <div>
            <Button type="submit">
              <Download /> Télécharger la copie
            </Button>
          </div>
        </form>
      </Card>
    </>
  )
}
