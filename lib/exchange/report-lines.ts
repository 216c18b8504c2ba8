import 'server-only'
import type { Tx } from '@/lib/core/db'
import type { LineReport } from './rules/report'

const CHUNK = 5_000

/** Replaces the report of an import, line by line. Lines set aside in the earlier report stay so. */
export async function replaceLines(
  tx: Tx,
  runId: string,
  lines: LineReport[],
  onRows: (count: number) => void,
): Promise<void> {
  const aside = await tx.importLine.findMany({
    where: { runId, setAside: true },
    select: { kind: true, line: true },
  })
  const setAside = new Set(aside.map(({ kind, line }) => `${kind} ${line}`))
  await tx.$executeRaw`DELETE FROM "ImportLine" WHERE "runId" = ${runId}::uuid`
  for (let start = 0; start < lines.length; start += CHUNK) {
    const rows = lines.slice(start, start + CHUNK).map((line) => ({
      ...line,
      codes: [...new Set(line.problems.map(({ code }) => code))],
      problems: line.problems.map(({ column, message }) => [column, message]),
      setAside: setAside.has(`${line.kind} ${line.line}`) && line.problems.length > 0,
    }))
    await tx.$executeRaw`
      INSERT INTO "ImportLine" ("runId", kind, line, label, outcome, codes, problems, fields, conflicts, differences, "setAside")
      SELECT ${runId}::uuid, * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(kind "ImportFileKind", line int,
        label text, outcome "ImportOutcome", codes text[], problems jsonb, fields text[], conflicts text[], differences text[],
        "setAside" boolean)`
    onRows(rows.length)
  }
}
