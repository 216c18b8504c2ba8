import { isAuthorisation } from '@/lib/dossier/declaration'
import { inSentence } from '@/lib/dossier/messages'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'

const DOSSIER_LABELS = new Map(
  DECLARED_SECTIONS.flatMap(({ fields }) => fields).map(({ name, label }) => [name, inSentence(label)]),
)

/** Fields that events name and that the dossier does not declare. */
const OTHER_LABELS: Readonly<Record<string, string>> = {
  name: 'nom de la famille',
  externalNumber: 'numéro',
  familyQuotient: 'quotient familial',
  isResident: 'domicile dans la commune ou hors de la commune',
  schoolId: 'école',
  relation: 'lien',
  parentalAuthority: 'autorité parentale',
  creditorName: 'nom du créancier',
  creditorAddress: 'adresse du créancier',
  creditorIcs: 'ICS',
  creditorIban: 'IBAN du créancier',
  creditorBic: 'BIC du créancier',
  creditorSiret: 'SIRET du créancier',
  sepaFormat: 'format du fichier de prélèvements',
  debitNoticeDays: 'délai d’annonce des prélèvements',
}

const ACTIVITY_LABELS: Readonly<Record<string, string>> = {
  name: 'nom',
  icon: 'icône',
  opensOn: 'ouverture',
  weekdays: 'jours de la semaine',
  startsAt: 'début',
  endsAt: 'fin',
  capacity: 'places par jour',
  showsPlacesLeft: 'places restantes montrées',
  isChildcare: 'garde d’enfant ouvrant droit au crédit d’impôt',
  autoAccepts: 'réponse aux demandes',
  openToAll: 'inscription demandée',
  needsDocuments: 'documents demandés',
  bookingOpens: 'ouverture des réservations',
  bookingDeadline: 'délai pour réserver',
  lateBooking: 'réservations tardives',
  absenceDeadline: 'délai pour une absence',
  lateAbsence: 'absences tardives',
  dayLimits: 'nombre de jours',
  waitingList: 'liste d’attente',
  offerHours: 'durée des places proposées',
  excludes: 'activités exclues',
  requires: 'activités obligatoires',
  minAge: 'âge minimum',
  maxAge: 'âge maximum',
  grades: 'classes',
  position: 'ordre',
}

const TARIFF_LABELS: Readonly<Record<string, string>> = {
  unit: 'ce qui est compté',
  residents: 'prix',
  outsiders: 'prix hors commune',
  siblings: 'réductions pour les frères et sœurs',
  lateBooking: 'majoration hors délai',
  noShow: 'majoration d’absence',
  lateLeaving: 'majoration de départ tardif',
  waitingDays: 'délai de carence',
}

/** The French names of the fields that an event of the journal names; an unknown one is left as it is. */
export function fieldLabels({ action, fields }: { action: string; fields: readonly string[] }): string[] {
  const labels = action.startsWith('tariff.')
    ? TARIFF_LABELS
    : /^(activity|group)\./.test(action)
      ? ACTIVITY_LABELS
      : OTHER_LABELS
  const named = (name: string) =>
    labels[name] ?? DOSSIER_LABELS.get(name) ?? (isAuthorisation(name) ? 'autorisation' : name)
  return [...new Set(fields.map(named))]
}
