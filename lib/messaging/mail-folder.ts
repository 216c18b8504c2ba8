import 'server-only'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { env } from '@/lib/core/env'
import type { MailToSend } from './deliver'

const WRITTEN_MAIL = z.object({
  id: z.string(),
  kind: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  unsubscribeUrl: z.string().nullable().default(null),
  createdAt: z.coerce.date(),
})

/** A mail as written under the data directory. */
export type WrittenMail = z.infer<typeof WRITTEN_MAIL>

const folder = () => path.join(env.dataDir, 'mail')

/**
 * Writes a mail under DATA_DIR/mail, where no mail service is set. The name follows from the mail: written
 * again after a crash, it replaces itself. The file appears whole or not at all.
 */
export async function writeMailFile(mail: MailToSend): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const { id, kind, to, subject, text, html, unsubscribeUrl, createdAt } = mail
  const stamp = createdAt.toISOString().replace(/[-:]/g, '').replace('.', '')
  const name = `${stamp}-${kind}-${id}.json`
  const draft = path.join(folder(), `.${name}.${process.pid}`)
  const written = { id, kind, to, subject, text, html, unsubscribeUrl, createdAt }
  await writeFile(draft, JSON.stringify(written, null, 2), { mode: 0o600 })
  await rename(draft, path.join(folder(), name))
}

/** The latest mails written under DATA_DIR/mail, the newest first. Files that are not ours are passed over. */
export async function writtenMails(limit: number): Promise<WrittenMail[]> {
  const names = await readdir(folder()).catch(() => [])
  const latest = names
    .filter((name) => /^\d{8}T\d+Z-.+\.json$/.test(name))
    .sort()
    .reverse()
    .slice(0, limit)
  const mails = await Promise.all(latest.map(async (name) => readWrittenMail(path.join(folder(), name))))
  return mails.filter((mail) => mail !== null)
}

async function readWrittenMail(file: string): Promise<WrittenMail | null> {
  try {
    return WRITTEN_MAIL.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
