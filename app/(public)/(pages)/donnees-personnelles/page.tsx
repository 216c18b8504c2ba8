import type { Metadata } from 'next'
import { TextPage } from '@/components/layout/text-page'
import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { getAuthority } from '@/lib/authority/queries'
import { paragraphsOf } from '@/lib/authority/rules'

export const metadata: Metadata = { title: 'Données personnelles' }

/** What the software itself keeps, and for how long: lib/retention/rules.ts, lib/account/rules.ts, lib/core/session-lifetime.ts. */
const USES = [
  {
    data: 'Compte : nom, e-mail, mot de passe haché',
    purpose: 'Vous reconnaître et vous écrire',
    kept: 'Jusqu’à la suppression du compte, ou deux ans sans vous connecter (un e-mail vous prévient un mois avant)',
  },
  {
    data: 'Dossier de la famille',
    purpose: 'Inscrire vos enfants et les accueillir selon leurs besoins',
    kept: 'Trois ans après la dernière inscription ou démarche',
  },
  {
    data: 'Données de santé des enfants, PAI',
    purpose: 'Les accueillir en sécurité',
    kept: 'L’année scolaire de l’inscription ou du PAI, plus un mois',
  },
  {
    data: 'Coordonnées bancaires',
    purpose: 'Le prélèvement des factures',
    kept: 'Treize mois après la fin de la dernière inscription',
  },
  {
    data: 'Valeurs protégées des modifications demandées',
    purpose: 'Vous montrer l’historique de votre dossier',
    kept: 'Un an après la décision',
  },
  {
    data: 'E-mails que le portail vous envoie',
    purpose: 'Retrouver ce qui vous a été écrit',
    kept: 'Six mois',
  },
  {
    data: 'Réservations, absences et demandes',
    purpose: 'Savoir qui est attendu et vous répondre',
    kept: 'Comme le dossier de la famille',
  },
  {
    data: 'Adresse cherchée dans un formulaire',
    purpose:
      'Proposer son écriture exacte : notre serveur demande au service public de l’IGN, sans dire qui cherche',
    kept: 'Une heure au plus',
  },
  {
    data: 'Session : navigateur, adresse IP',
    purpose: 'Vous garder connecté et vous montrer vos appareils',
    kept: '20 heures sans activité, 30 jours avec « rester connecté »',
  },
  {
    data: 'Liens de confirmation envoyés par e-mail',
    purpose: 'Vérifier que l’adresse est la vôtre',
    kept: '24 heures au plus, puis effacés sous 7 jours',
  },
  {
    data: 'Journal : qui a lu ou fait quoi, et quand',
    purpose: 'Protéger vos données et en rendre compte',
    kept: 'Connexions et lectures : douze mois ; le reste : quatre ans',
  },
]

export default async function PrivacyPage() {
  const { privacyNotice, name, postalAddress, email } = await getAuthority()
  return (
    <TextPage title="Données personnelles">
      {paragraphsOf(privacyNotice).map((paragraph, index) => (
        <p key={index} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
      <h2>Ce que nous conservons, pourquoi et combien de temps</h2>
      <Card padded={false}>
        <Table caption="Données conservées, finalité et durée">
          <thead role="rowgroup">
            <Tr>
              <Th>Données</Th>
              <Th>Pourquoi</Th>
              <Th>Combien de temps</Th>
            </Tr>
          </thead>
          <tbody role="rowgroup">
            {USES.map(({ data, purpose, kept }) => (
              <Tr key={data}>
                <Th scope="row">{data}</Th>
                <Td label="Pourquoi">{purpose}</Td>
                <Td label="Combien de temps">{kept}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <h2>Cookies</h2>
      <p>
        Le portail dépose un seul cookie, à la connexion : celui de votre session. Aucune mesure d’audience,
        aucune publicité ; aucune page n’appelle un service extérieur.
      </p>
      <h2>Vos droits</h2>
      <p>Vous pouvez à tout moment :</p>
      <ul>
        <li>consulter vos données et l’historique de votre dossier dans l’Espace Famille ;</li>
        <li>les faire corriger : chaque modification demandée est validée par la mairie ;</li>
        <li>en emporter une copie, dans « Dossier Famille », « Demander une copie » ;</li>
        <li>demander leur effacement ou la limitation de leur usage ;</li>
        <li>vous opposer à un traitement pour un motif tenant à votre situation.</li>
      </ul>
      <h2>Délégué à la protection des données</h2>
      <p>
        Écrivez à <a href={`mailto:${email}`}>{email}</a>, ou par courrier : {name}, à l’attention du délégué
        à la protection des données, {postalAddress}. Vous recevez une réponse sous un mois.
      </p>
      <p>
        Si la réponse ne vous convient pas, vous pouvez adresser une réclamation à la{' '}
        <a href="https://www.cnil.fr/fr/plaintes">Commission nationale de l’informatique et des libertés</a>{' '}
        (CNIL).
      </p>
    </TextPage>
  )
}
