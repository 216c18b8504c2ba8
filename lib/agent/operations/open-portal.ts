import 'server-only'
import { hashPassword } from '@/lib/account/password'
import { normaliseEmail } from '@/lib/account/rules'
import { recordEvent } from '@/lib/core/audit'
import { randomToken } from '@/lib/core/crypto'
import { db } from '@/lib/core/db'
import { createDefaultTypes } from '@/lib/document/default-types'
import type { SchoolZone } from '@/lib/generated/prisma/enums.ts'
import { mailInvitation } from './invite'

/** What the first start is told of the collectivité, in the environment. */
export type FirstStart = { name: string; schoolZone: SchoolZone; administratorEmail: string | null }

/**
 * Opens the portal of a collectivité in a database that holds none: its row, and its first administrator, who
 * is mailed the link to choose a password. What is there already stays; several processes may do it at once.
 *
 * @returns whether the portal has an agent, without whom nobody can set it up
 */
export async function openPortal(
  { name, schoolZone, administratorEmail }: FirstStart,
  at: Date,
): Promise<{ hasAgent: boolean }> {
  const passwordHash = await hashPassword(randomToken())
  return db.$transaction(async (tx) => {
    const opened = await tx.authority.createMany({
      data: [{ ...BLANK, name, shortName: name, schoolZone, welcomeTitle: name }],
      skipDuplicates: true,
    })
    if (opened.count === 1) await createDefaultTypes(tx)
    if ((await tx.agent.count()) > 0) return { hasAgent: true }
    if (!administratorEmail) return { hasAgent: false }
    const [account] = await tx.account.createManyAndReturn({
      data: [
        {
          email: normaliseEmail(administratorEmail),
          firstName: 'Compte',
          lastName: 'Administrateur',
          passwordHash,
          createdAt: at,
        },
      ],
      skipDuplicates: true,
    })
    if (!account) return { hasAgent: false }
    await tx.agent.create({ data: { accountId: account.id, role: 'ADMINISTRATOR', createdAt: at } })
    // The names above stand for a person we know nothing of: nobody is greeted by them.
    await mailInvitation(tx, { ...account, firstName: null }, at)
    await recordEvent(tx, null, at, { action: 'agent.create', subject: account.id })
    return { hasAgent: true }
  })
}

/** What the collectivité has not said yet. */
const BLANK = {
  welcomeText: '',
  openingHours: '',
  phone: '',
  email: '',
  postalAddress: '',
  dossierDelay: 'quelques jours',
  legalNotice: '',
  privacyNotice: '',
}
