import type { ReactNode } from 'react'
import { PageHeader } from './page-header'

type TextPageProps = { title: string; subtitle?: ReactNode; children: ReactNode }

/** A page that is read: headings, paragraphs and lists at a width for reading. */
export function TextPage({ title, subtitle, children }: TextPageProps) {
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} />
      <article className="max-w-reading space-y-3 [&_a]:text-brand-text [&_a]:underline [&_a]:underline-offset-4 [&_h2]:pt-5 [&_h2]:text-xl [&_h3]:pt-2 [&_h3]:text-lg [&_li]:pl-1 [&_ol]:list-decimal [&_ol]:space-y-1.5 [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:space-y-1.5 [&_ul]:pl-6">
        {children}
      </article>
    </>
  )
}
