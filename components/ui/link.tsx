import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link to a page of the portal. Nothing is read ahead unless `prefetch` says so: every page is made anew for who asks,
 * so that Next would send a request for each link on the screen and learn nothing but the page's name.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
