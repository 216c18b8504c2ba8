import { printRun } from '@/lib/billing/operations/print-run'
import { printedParts } from '@/lib/billing/rules/print'
import { runPdf } from '@/lib/billing/run-pdf'
import { day, dayToDb } from '@/lib/core/day'
import { db, disconnectDb } from '@/lib/core/db'
import { agentActor, createAgent } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { endMeasures, measure, peakMemory, print } from './measure'

// The invoices of a month as PDFs: how long, how large, and how much memory they take.

const AT = new Date('2026-12-02T09:00:00Z')
const INVOICES = 2_000
/** Lines of an invoice: three children, some activities each. */
const LINES = 9

const issuer = await createAuthority(db)
const month = dayToDb(day('2026-11-01'))
const { id } = await db.billingRun.create({
  data: { month, dueOn: dayToDb(day('2026-12-31')), state: 'READY', aliveAt: AT, startedAt: AT },
})
await db.$executeRaw`
  INSERT INTO "Invoice" (id, kind, "runId", month, "payerName", "payerAddress", quotient, "isResident", total, "dueOn")
  SELECT gen_random_uuid(), 'INVOICE', ${id}::uuid, ${month}::date, 'Mme Sofia Delmas ' || n,
    E'12 rue des Tilleuls\n45990 Vallombreuse', 720, true, ${LINES * 3_300}, '2026-12-31'
  FROM generate_series(1, ${INVOICES}) n`
await db.$executeRaw`
  INSERT INTO "InvoiceLine" ("invoiceId", position, "childName", label, kind, days, quantity, price, amount, how, "isCorrection")
  SELECT i.id, n, 'Enfant ' || n / 3, 'Restauration scolaire ' || n, 'DAY',
    ARRAY(SELECT '2026-11-02'::date + d FROM generate_series(0, 10) d), 11, 300, 3300, 'QF de 640 à moins de 860', false
  FROM "Invoice" i CROSS JOIN generate_series(0, ${LINES - 1}) n`
await db.$executeRaw`
  UPDATE "Invoice" i SET year = 2026, number = n.rank, "issuedAt" = ${AT}
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS rank FROM "Invoice") n WHERE n.id = i.id`
await db.billingRun.update({ where: { id }, data: { state: 'ISSUED', issuedAt: AT } })

const agent = await agentActor(db, await createAgent(db, 'BILLING'))
const rows = []
for (const { part } of printedParts(INVOICES)) {
  let bytes = 0
  const { seconds, statements } = await measure(async () => {
    const run = await printRun(agent, { runId: id, part }, AT)
    for await (const piece of runPdf(run, issuer, AT)) bytes += (piece as Buffer).length
  })
  const MB = (bytes / 1e6).toFixed(1)
  rows.push({ part, seconds: seconds.toFixed(1), statements, MB, 'MB of memory at most': peakMemory() })
}
print(`The invoices of a month as PDFs: ${INVOICES}, of ${LINES} lines`, rows)
await endMeasures()
await disconnectDb()
