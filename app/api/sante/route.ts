import { connection } from 'next/server'
import { checkDatabase } from '@/lib/core/health'
import { log } from '@/lib/core/log'

const NOT_STORED = { 'cache-control': 'no-store' }

/** 200 when the application and its database work, else 503. */
export async function GET() {
  await connection()
  try {
    await checkDatabase()
    return Response.json({ statut: 'ok', base: 'ok' }, { headers: NOT_STORED })
  } catch (error) {
    log.error({ err: error }, 'health check failed')
    return Response.json({ statut: 'en panne', base: 'injoignable' }, { status: 503, headers: NOT_STORED })
  }
}
