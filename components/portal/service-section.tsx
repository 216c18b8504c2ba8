import { SectionCard } from '@/components/ui/card'
import type { PublishedAuthority } from '@/lib/authority/queries'
import { MailLink, PhoneLink } from './contact-links'

type ServiceSectionProps = {
  authority: Pick<PublishedAuthority, 'openingHours' | 'phone' | 'email' | 'postalAddress'>
  className?: string
}

/** « Service famille »: when it is open, and how to reach it. */
export function ServiceSection({ authority, className }: ServiceSectionProps) {
  return (
    <SectionCard title="Service famille" className={className}>
      <p>{authority.openingHours}</p>
      <p className="mt-2 text-muted">{authority.postalAddress}</p>
      <p className="mt-2 flex flex-col items-start">
        <PhoneLink phone={authority.phone} />
        <MailLink email={authority.email} />
      </p>
    </SectionCard>
  )
}
