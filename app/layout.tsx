import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { getAuthority } from '@/lib/authority/queries'
import { brandPalette, brandVariables } from '@/lib/core/colour'
import { fontVariables } from './fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await getAuthority()
  return {
    title: { template: `%s · ${name}`, default: `Portail citoyen · ${name}` },
    description: `Espace Famille de ${name} : dossier, planning, demandes et factures.`,
    robots: { index: false },
  }
}

export async function generateViewport(): Promise<Viewport> {
  const { brandColour } = await getAuthority()
  return { themeColor: brandPalette(brandColour).brand }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { brandColour } = await getAuthority()
  return (
    <html lang="fr" className={fontVariables} style={brandVariables(brandColour)}>
      <body>{children}</body>
    </html>
  )
}
