import type { Metadata } from 'next'
import { TextPage } from '@/components/layout/text-page'
import { Link } from '@/components/ui/link'
import { getAuthority } from '@/lib/authority/queries'
import { paragraphsOf } from '@/lib/authority/rules'

export const metadata: Metadata = { title: 'Mentions légales' }

export default async function LegalNoticePage() {
  const { legalNotice, name, postalAddress, phone, email } = await getAuthority()
  return (
    <TextPage title="Mentions légales">
      {paragraphsOf(legalNotice).map((paragraph, index) => (
        <p key={index} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
      <h2>Nous écrire</h2>
      <p>
        {name}, {postalAddress}. Téléphone : {phone}. E-mail : <a href={`mailto:${email}`}>{email}</a>.
      </p>
      <h2>Voir aussi</h2>
      <ul>
        <li>
          <Link href="/donnees-personnelles">Données personnelles</Link>
        </li>
        <li>
          <Link href="/accessibilite">Accessibilité</Link>
        </li>
      </ul>
    </TextPage>
  )
}
