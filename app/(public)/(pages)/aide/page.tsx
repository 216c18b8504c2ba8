import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { ServiceSection } from '@/components/portal/service-section'
import { SectionCard } from '@/components/ui/card'
import { getAuthority } from '@/lib/authority/queries'

export const metadata: Metadata = { title: 'Aide et contact' }

const TOPICS: { id: string; title: string; steps: ReactNode[] }[] = [
  {
    id: 'compte',
    title: 'Créer un compte citoyen',
    steps: [
      <>
        Sur la page d’accueil, cliquez sur <strong>« Créer un compte »</strong>.
      </>,
      <>
        Donnez votre nom, votre e-mail et un mot de passe d’au moins 12 caractères, puis cliquez sur{' '}
        <strong>« S’inscrire »</strong>.
      </>,
      <>Ouvrez l’e-mail de confirmation et suivez son lien : il vaut 24 heures.</>,
    ],
  },
  {
    id: 'abonnement',
    title: 'S’abonner à l’espace famille',
    steps: [
      <>
        Prenez le courrier de la mairie : il porte votre <strong>code abonné</strong>.
      </>,
      <>
        Ouvrez <strong>« Mon espace citoyen »</strong>, puis <strong>« Mes abonnements »</strong>.
      </>,
      <>
        Cliquez sur <strong>« M’abonner »</strong>, saisissez le code, puis <strong>« Rechercher »</strong>.
        Votre famille apparaît aussitôt, sans vous reconnecter.
      </>,
    ],
  },
  {
    id: 'dossier',
    title: 'Gérer votre dossier de famille',
    steps: [
      <>
        Ouvrez <strong>« Espace Famille »</strong>, puis <strong>« Dossier Famille »</strong>.
      </>,
      <>
        Choisissez un responsable (informations de base, adresse, informations fiscales, données bancaires) ou
        un enfant (infos générales, autorisations, données sanitaires, contacts).
      </>,
      <>
        Chaque modification est validée par la mairie. En attendant, vous voyez la valeur en vigueur et celle
        que vous demandez, et vous pouvez la retirer.
      </>,
    ],
  },
  {
    id: 'planning',
    title: 'Lire le planning de vos enfants',
    steps: [
      <>
        Ouvrez <strong>« Planning »</strong> : au mois, à la semaine de 7 jours ou de 5 jours.
      </>,
      <>
        Chaque enfant a sa couleur et ses initiales. Les boutons montrent ou cachent un enfant, une activité.
      </>,
      <>L’état de chaque activité est écrit sous son nom ; la légende explique tous les états.</>,
    ],
  },
  {
    id: 'demandes',
    title: 'Faire une demande de réservation ou d’absence',
    steps: [
      <>
        Dans le planning, choisissez une activité d’un jour : ce que vous pouvez faire, et jusqu’à quand, est
        indiqué.
      </>,
      <>
        Réservez un jour où votre enfant est inscrit, ou déclarez une absence sur un jour réservé, puis
        confirmez.
      </>,
      <>
        Retrouvez toutes vos demandes et leurs réponses dans <strong>« Mes demandes »</strong>, la vue en mode
        liste.
      </>,
    ],
  },
]

export default async function HelpPage() {
  const authority = await getAuthority()
  return (
    <>
      <PageHeader title="Aide et contact" subtitle="Les gestes du portail, pas à pas." />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex flex-col gap-4">
          {TOPICS.map(({ id, title, steps }) => (
            <SectionCard key={id} id={id} title={title}>
              <ol className="list-decimal space-y-2 pl-6 marker:font-bold marker:text-brand-text">
                {steps.map((step, index) => (
                  <li key={index} className="pl-1">
                    {step}
                  </li>
                ))}
              </ol>
            </SectionCard>
          ))}
        </div>
        <div className="flex flex-col gap-4 max-lg:order-last lg:sticky lg:top-6">
          <nav aria-labelledby="sommaire" className="rounded-card bg-brand-soft p-4 max-lg:hidden sm:p-6">
            <h2 id="sommaire" className="text-xl">
              Sur cette page
            </h2>
            <ul className="mt-2">
              {TOPICS.map(({ id, title }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="flex min-h-target items-center text-brand-text underline-offset-4 hover:underline"
                  >
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <ServiceSection authority={authority} />
        </div>
      </div>
    </>
  )
}
