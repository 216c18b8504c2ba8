import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { personAddress, targetKindOf } from '@/lib/dossier/addresses'
import { CHANGE_MESSAGES } from '@/lib/dossier/messages'
import { sectionForm } from '@/lib/dossier/queries/person-dossier'
import { targetText } from '@/lib/dossier/schema'
import { SectionForm } from '../../../../section-form'

export const metadata: Metadata = { title: 'Modifier le dossier' }

type Props = {
  params: Promise<{ personne: string; id: string; section: string }>
  searchParams: Promise<{ reprendre?: string }>
}

export default async function EditSectionPage({ params, searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ personne, id, section: slug }, { reprendre }] = await Promise.all([params, searchParams])
  const kind = targetKindOf(personne)
  if (!kind) notFound()
  const target = { kind, id }
  const [form, authority] = await Promise.all([
    sectionForm(parent, { target, slug, resume: reprendre }, now()),
    getAuthority(),
  ])
  if (!form) notFound()
  const backHref = personAddress(target, form.section.slug)
  return (
    <>
      <PageHeader
        back={{ href: backHref, label: `Dossier de ${form.name}` }}
        title={`${form.name} : ${form.section.title.toLocaleLowerCase('fr-FR')}`}
        subtitle={`Seul ce que vous changez est envoyé : ${CHANGE_MESSAGES.checkedWithin(authority.dossierDelay)}.`}
      />
      <Card>
        <SectionForm
          kind={kind}
          sectionId={form.section.id}
          target={targetText(target)}
          shown={form.shown}
          initial={form.initial}
          waiting={form.waiting}
          autofill={form.own}
          today={dayInParis(now())}
          backHref={backHref}
        />
      </Card>
    </>
  )
}
