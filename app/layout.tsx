import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { getAuthority } from '@/lib/authority/queries'
import { brandPalette, brandVariables } from '@/lib/core/colour'
import { fontVariables } from './fonts'
import './globals.css'

/** What the collectivité publishes, read when a page is asked for: a build has no database. */
async function publishedAuthority() {
  await connection()
  return getAuthority()
}

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await publishedAuthority()
  return {
    title: { template: `%s · ${name}`, default: `Portail citoyen · ${name}` },
    description: `Espace Famille de ${name} : dossier, planning, demandes et factures.`,
    robots: { index: false },
  }
}

export async function generateViewport(): Promise<Viewport> {
  const { brandColour } = await publishedAuthority()
  return { themeColor: brandPalette(brandColour).brand }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { brandColour } = await publishedAuthority()
  return (
    <html lang="fr" className={fontVariables} style={brandVariables(brandColour)}>
      <body>{children}</body>
    </html>
  )
}
