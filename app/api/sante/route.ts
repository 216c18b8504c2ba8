import { connection } from 'next/server'
import { db } from '@/lib/core/db'
import { log } from '@/lib/core/log'

/** 200 when the application and its database work, else 503. */
export async function GET() {
  await connection()
  try {
    await db.$queryRaw`SELECT 1`
    return Response.json({ statut: 'ok', base: 'ok' })
  } catch (error) {
    log.error({ err: error }, 'health check failed')
    return Response.json({ statut: 'en panne', base: 'injoignable' }, { status: 503 })
  }
}
