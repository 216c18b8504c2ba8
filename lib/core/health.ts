import 'server-only'
import { db } from './db'

/** Whether the database answers. @throws what the driver says when it does not. */
export async function checkDatabase(): Promise<void> {
  await db.$queryRaw`SELECT 1`
}
