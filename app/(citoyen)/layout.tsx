import type { ReactNode } from 'react'
import { requireParent } from '@/lib/core/actor'
import { CitizenFrame } from './citizen-frame'

export default async function CitizenLayout({ children }: { children: ReactNode }) {
  return <CitizenFrame parent={await requireParent()}>{children}</CitizenFrame>
}
