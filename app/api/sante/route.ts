import { connection } from 'next/server'
import { checkDatabase } from '@/lib/core/health'
import { log } from '@/lib/core/log'

/** 200 when the application and its database work, else 503. */
export async function GET() {
  await connection()
  try {
    await checkDatabase()
    return Response.json({ statut: 'ok', base: 'ok' })
  } catch (error) {
    log.error({ err: error }, 'health check failed')
    return Response.json({ statut: 'en panne', base: 'injoignable' }, { status: 503 })
  }
}
