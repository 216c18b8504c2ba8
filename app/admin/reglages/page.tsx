import {
  AlarmClock,
  BadgeCheck,
  CreditCard,
  FileCode,
  Landmark,
  Paperclip,
  SlidersHorizontal,
  Syringe,
} from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { LinkCard } from '@/components/ui/link-card'
import { requireAgent } from '@/lib/core/actor'

export const metadata: Metadata = { title: 'Réglages' }

const PAGES = [
  {
    href: '/admin/reglages/dossier',
    icon: SlidersHorizontal,
    title: 'Champs du dossier',
    text: 'Ce que les familles voient, demandent à changer ou changent elles-mêmes, et ce qui est obligatoire.',
  },
  {
    href: '/admin/reglages/autorisations',
    icon: BadgeCheck,
    title: 'Autorisations',
    text: 'La liste de ce que vous demandez aux parents pour chaque enfant : image, sortie seul, baignade…',
  },
  {
    href: '/admin/reglages/vaccins',
    icon: Syringe,
    title: 'Vaccins obligatoires',
    text: 'Ce que la loi demande selon la date de naissance, et donc ce qui est signalé comme manquant.',
  },
  {
    href: '/admin/reglages/documents',
    icon: Paperclip,
    title: 'Documents demandés',
    text: 'Les pièces justificatives demandées aux familles, leur durée de validité, et qui les lit.',
  },
  {
    href: '/admin/reglages/prelevement',
    icon: Landmark,
    title: 'Prélèvement automatique',
    text: 'Le créancier que portent les mandats SEPA que les familles signent en ligne.',
  },
  {
    href: '/admin/reglages/paiement',
    icon: CreditCard,
    title: 'Paiement en ligne',
    text: 'La régie que les familles paient par carte ou par prélèvement, avec PayFiP.',
  },
  {
    href: '/admin/reglages/impayes',
    icon: AlarmClock,
    title: 'Factures impayées',
    text: 'Les relances, la suspension des réservations, et le service du Trésor public.',
  },
  {
    href: '/admin/reglages/tresor',
    icon: FileCode,
    title: 'Fichier PES v2',
    text: 'Ce que le fichier des factures transmises au Trésor public dit de la collectivité.',
  },
] as const

export default async function SettingsPage() {
  await requireAgent('authority.configure')
  return (
    <>
      <PageHeader title="Réglages" subtitle="Ce que la collectivité décide pour toutes les familles." />
      <ul className="grid gap-4 md:grid-cols-2">
        {PAGES.map(({ href, icon, title, text }) => (
          <li key={href}>
            <LinkCard href={href} icon={icon} title={title}>
              {text}
            </LinkCard>
          </li>
        ))}
      </ul>
    </>
  )
}
