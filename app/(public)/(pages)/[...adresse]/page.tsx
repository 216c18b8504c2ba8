import { notFound } from 'next/navigation'

/** Every address that leads nowhere, so that the answer stands in a frame with its menu. */
export default function UnknownAddress(): never {
  notFound()
}
