import { Plus } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { formatDay } from '@/lib/core/day'
import { firstNameOf, personName } from '@/lib/dossier/values'
import { RELATION_LABELS, weekdaysInWords } from '@/lib/family/messages'
import type { ChildView, WholeFamily } from '@/lib/family/queries'
import { DossierLines } from './dossier-lines'
import { DossierValues } from './dossier-values'
import { custodyRules } from './custody-rules'
import { EditLink } from './edit-link'
import { Health } from './health'

type FamilyChildrenProps = {
  family: WholeFamily
  /** The addresses of the children’s photos, by child. */
  photos: ReadonlyMap<string, string>
  mayEdit: boolean
  mayEnroll: boolean
}

/** The children of a family: dossier, health behind a button, guardians, activities. */
export function FamilyChildren({ family, photos, mayEdit, mayEnroll }: FamilyChildrenProps) {
  return family.children.map((child) => (
    <SectionCard
      key={child.id}
      title={
        <span className="flex items-center gap-3">
          <ChildDisc
            firstName={firstNameOf(child.values)}
            colour={child.colour}
            photo={photos.get(child.id)}
            size="lg"
          />
          {personName(child.values)}
        </span>
      }
      actions={
        mayEdit && (
          <EditLink
            href={`/admin/familles/${family.id}/enfant/${child.id}`}
            name={personName(child.values)}
          />
        )
      }
    >
      <DossierValues kind="child" values={child.values} changes={child.changes} />
      {child.hasHealthData !== null && (
        <Health
          familyId={family.id}
          childId={child.id}
          firstName={firstNameOf(child.values)}
          isEmpty={!child.hasHealthData}
          editHref={mayEdit ? dossierHref(family, child) : undefined}
        />
      )}
      <Contacts child={child} editHref={mayEdit ? dossierHref(family, child) : undefined} />
      <Relations child={child} />
      <Custody family={family} child={child} />
      <Enrollments child={child} mayEnroll={mayEnroll} />
    </SectionCard>
  ))
}

const dossierHref = (family: WholeFamily, child: ChildView) =>
  `/admin/familles/${family.id}/dossier/enfant/${child.id}`

function Contacts({ child, editHref }: { child: ChildView; editHref?: string }) {
  return (
    <>
      <h3 className="mt-5 text-lg">Personnes habilitées</h3>
      {child.contacts.length > 0 ? (
        <DossierLines lines={child.contacts} editHref={editHref} />
      ) : (
        <p className="mt-1 text-note text-muted">Aucune : seuls les responsables viennent le chercher.</p>
      )}
      {editHref && (
        <p className="mt-2">
          <LinkButton href={`${editHref}/contacts?element=nouveau`} variant="secondary" size="sm">
            <Plus /> Personne habilitée<span className="sr-only"> pour {firstNameOf(child.values)}</span>
          </LinkButton>
        </p>
      )}
    </>
  )
}

function Relations({ child }: { child: ChildView }) {
  return (
    <>
      <h3 className="mt-5 text-lg">Responsables</h3>
      <ul className="mt-1 text-note">
        {child.relations.map(({ guardian, relation, parentalAuthority, otherFamily }) => (
          <li key={`${guardian} ${otherFamily?.id}`}>
            {guardian}, {RELATION_LABELS[relation]}
            {!parentalAuthority && <span className="text-warning"> · sans autorité parentale</span>}
            {otherFamily && (
              <>
                {' · '}
                <Link
                  href={`/admin/familles/${otherFamily.id}`}
                  className="text-brand-text underline underline-offset-2"
                >
                  famille {otherFamily.name}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Custody({ family, child }: { family: WholeFamily; child: ChildView }) {
  const rules = custodyRules(family, child)
  if (rules.length === 0) return null
  return (
    <>
      <h3 className="mt-5 text-lg">Calendrier de garde</h3>
      <ul className="mt-1 text-note">
        {rules.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function Enrollments({ child, mayEnroll }: { child: ChildView; mayEnroll: boolean }) {
  return (
    <>
      <h3 className="mt-5 text-lg">Inscriptions</h3>
      {child.enrollments.length === 0 ? (
        <p className="mt-1 text-note text-muted">Aucune inscription à une activité.</p>
      ) : (
        <ul className="mt-1 text-note">
          {child.enrollments.map(({ id, activityId, activity, group, weekdays, startsOn, endsOn }) => (
            <li key={id}>
              {activity} <span className="text-muted">· {weekdaysInWords(weekdays)}</span>
              <span className="text-muted">
                {' '}
                · du {formatDay(startsOn, 'numeric')} au {formatDay(endsOn, 'numeric')}
              </span>
              {group && <span className="text-muted"> · groupe {group}</span>}
              {mayEnroll && (
                <>
                  {' · '}
                  <Link
                    href={`/admin/activites/${activityId}/inscrits/${id}`}
                    className="inline-flex min-h-6 items-center text-brand-text underline underline-offset-2"
                  >
                    Modifier<span className="sr-only"> l’inscription : {activity}</span>
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
