import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

export const metadata: Metadata = { title: 'Plan du site' }

const GROUPS = [
  {
    title: 'Portail citoyen',
    links: [
      { href: '/', label: 'Accueil' },
      { href: '/inscription', label: 'Créer un compte' },
      { href: '/connexion', label: 'Se connecter' },
      { href: '/mot-de-passe', label: 'Mot de passe oublié' },
      { href: '/aide', label: 'Aide et contact' },
    ],
  },
  {
    title: 'Mon espace citoyen',
    note: 'Une fois connecté.',
    links: [
      { href: '/mon-espace', label: 'Mon espace citoyen' },
      { href: '/mon-espace/abonnements', label: 'Mes abonnements' },
      { href: '/mon-espace/compte', label: 'Mon compte' },
    ],
  },
  {
    title: 'Espace Famille',
    note: 'Une fois abonné avec votre code.',
    links: [
      { href: '/famille/planning', label: 'Planning' },
      { href: '/famille/dossier', label: 'Dossier Famille' },
      { href: '/famille/dossier/copie', label: 'Copie de vos données' },
      { href: '/famille/documents', label: 'Documents' },
      { href: '/famille/demandes', label: 'Mes demandes' },
      { href: '/famille/factures', label: 'Factures' },
      { href: '/famille/factures/attestation', label: 'Attestation fiscale' },
    ],
  },
  {
    title: 'Informations',
    links: [
      { href: '/mentions-legales', label: 'Mentions légales' },
      { href: '/donnees-personnelles', label: 'Données personnelles' },
      { href: '/accessibilite', label: 'Accessibilité' },
    ],
  },
]

export default function SiteMapPage() {
  return (
    <>
      <PageHeader title="Plan du site" subtitle="Toutes les pages du portail." />
      <div className="grid gap-4 md:grid-cols-2">
        {GROUPS.map(({ title, note, links }) => (
          <SectionCard key={title} title={title} subtitle={note}>
            <ul>
              {links.map(({ href, label }) => (
                <li key={href}>
                  <Link
                    href={href}
                    className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4"
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </SectionCard>
        ))}
      </div>
    </>
  )
}
