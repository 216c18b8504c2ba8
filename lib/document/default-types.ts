import 'server-only'
import type { Tx } from '@/lib/core/db'
import { DEFAULT_TYPES } from './fields'

/** Writes the types that a new portal starts with. */
export async function createDefaultTypes(tx: Tx): Promise<void> {
  await tx.documentType.createMany({ data: DEFAULT_TYPES.map((type, position) => ({ ...type, position })) })
}
