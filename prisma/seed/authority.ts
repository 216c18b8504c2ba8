import {
  addDays,
  addMonths,
  firstOfMonth,
  formatDay,
  instantInParis,
  type Day,
  type WallTime,
} from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { collection } from '@/tests/factories/debits'
import { CREDITOR } from '@/tests/factories/mandates'
import { createAuthority } from '@/tests/factories/authority'

const LEGAL_NOTICE = `Ce portail est une démonstration. La Ville de Vallombreuse, ses familles et ses agents n’existent pas.

Éditeur : Ville de Vallombreuse, Hôtel de ville, 1 place de la République, 45990 Vallombreuse. Téléphone : 02 00 00 00 00. Courriel : famille@vallombreuse.example.

Directrice de la publication : Madame la Maire de Vallombreuse.

Hébergement : sur les serveurs de la collectivité. Aucune page n’appelle un service extérieur.

Logiciel : Espace Famille, logiciel libre sous licence EUPL 1.2.`

const PRIVACY_NOTICE = `La Ville de Vallombreuse traite les données de votre dossier pour inscrire vos enfants aux activités, accueillir chacun selon ses besoins et vous écrire au sujet de vos demandes. Base légale : l’exécution d’une mission d’intérêt public.

Seuls les agents qui en ont besoin y accèdent. Les allergies et les projets d’accueil sont chiffrés ; chaque lecture par un agent est inscrite au journal.

Le dossier est conservé tant que la famille est inscrite, puis deux ans. Le compte est supprimé à votre demande ou après trois ans sans connexion.

Vous pouvez consulter, corriger ou faire effacer vos données, ou vous opposer à leur traitement, en écrivant à famille@vallombreuse.example. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (cnil.fr).`

/** The collectivité of the demonstration, its pages and its news. `holiday` is the next known school holiday. */
export async function seedAuthority(
  db: Tx,
  today: Day,
  holiday: { name: string; startsOn: Day } | undefined,
): Promise<void> {
  await createAuthority(db, {
    welcomeText: 'Réservez, signalez une absence, mettez à jour votre dossier, depuis votre téléphone.',
    postalAddress: 'Hôtel de ville, 1 place de la République, 45990 Vallombreuse',
    legalNotice: LEGAL_NOTICE,
    privacyNotice: PRIVACY_NOTICE,
    isDemonstration: true,
    // The régie of the simulator (scripts/payfip).
    ...{ payfipClient: '100001', payfipMode: 'T' },
    ...CREDITOR,
    ...collection(),
  })
  const morning = (day: Day) => instantInParis(day, '07:30' as WallTime)
  const month = formatDay(firstOfMonth(addMonths(today, 1)), 'month').replace(/ \d+$/, '')
  const ofMonth = /^[ao]/.test(month) ? `d’${month}` : `de ${month}`
  const centre = holiday
    ? {
        title: `${holiday.name} : réservations ouvertes`,
        body: `Centre de loisirs, tous les jours sauf les jours fériés. Début des vacances : ${formatDay(holiday.startsOn, 'weekday')}.`,
      }
    : {
        title: 'Centre de loisirs : réservations ouvertes',
        body: 'Tous les jours de vacances, sauf les jours fériés.',
      }
  await db.news.createMany({
    data: [
      { ...centre, publishedAt: morning(addDays(today, -1)) },
      {
        title: `Menus ${ofMonth}`,
        body: 'Les menus de la restauration scolaire sont en ligne.',
        publishedAt: morning(addDays(today, -4)),
      },
    ],
  })
}
