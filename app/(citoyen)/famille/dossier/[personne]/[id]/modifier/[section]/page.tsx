import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { isAddressSearchOn } from '@/lib/address/queries'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { personAddress, targetKindOf } from '@/lib/dossier/addresses'
import { CHANGE_MESSAGES, inSentence } from '@/lib/dossier/messages'
import { sectionForm } from '@/lib/dossier/queries/section-form'
import { parseTarget, targetText } from '@/lib/dossier/schema'
import { getDossier } from '@/lib/dossier/settings'
import { saveSection } from '../../../../actions'
import { SectionForm } from '@/components/dossier/section-form'

export const metadata: Metadata = { title: 'Modifier le dossier' }

type Props = {
  params: Promise<{ personne: string; id: string; section: string }>
  searchParams: Promise<{ reprendre?: string; element?: string; depuis?: string }>
}

export default async function EditSectionPage({ params, searchParams }: Props) {
  const parent = await requireSubscribedParent()
  const [{ personne, id, section: slug }, { reprendre, element, depuis }] = await Promise.all([
    params,
    searchParams,
  ])
  const kind = targetKindOf(personne)
  if (!kind) notFound()
  const dossier = await getDossier()
  const target = element ? { kind, id, item: element } : { kind, id }
  const person = parseTarget(depuis) ?? { kind, id }
  const [form, authority] = await Promise.all([
    sectionForm(parent, dossier, { target, slug, resume: reprendre }, now()),
    getAuthority(),
  ])
  if (!form) notFound()
  const { section } = form
  const backHref = personAddress(person, section.tab ?? section.slug)
  const what = section.list && form.isNew ? section.list.add : section.title
  return (
    <>
      <PageHeader
        back={{ href: backHref, label: form.name ? `Dossier de ${form.name}` : 'Dossier' }}
        title={form.name ? `${form.name} : ${inSentence(what)}` : what}
        subtitle={`Seul ce que vous changez est envoyé : ${CHANGE_MESSAGES.checkedWithin(authority.dossierDelay)}.`}
      />
      <Card>
        <SectionForm
          save={saveSection}
          saveLabel="Envoyer à la mairie"
          section={section}
          target={targetText(target)}
          person={targetText(person)}
          shown={form.shown}
          initial={form.initial}
          waiting={form.waiting}
          autofill={form.own}
          searches={isAddressSearchOn()}
          today={dayInParis(now())}
          backHref={backHref}
        />
      </Card>
    </>
  )
}
