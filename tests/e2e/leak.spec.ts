import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Parent } from '@/lib/core/actor'
import { exportOwnFamily } from '@/lib/export/operations/export-family'
import { addCustodyRule } from '@/lib/family/operations/change-custody'
import { day } from '@/lib/core/day'
import type { Field, Section, Values } from '@/lib/dossier/fields'
import { writeTargets } from '@/lib/dossier/place-writes'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'
import { ask } from '../database/dossier/scene'
import { agentActor, parentActor } from '../factories/accounts'
import { createDocument } from '../factories/documents'
import { createBooking } from '../factories/planning'
import { expect, START, test } from '../fixtures/app'

// What of one family may not reach the other family of a shared child, in any page or mail: an unmistakable text
// is put in each field that is a family's own, then all that the other parent can open is read.

// Not the account of the demonstration’s mandates.
const IBAN = 'FR1420041010050500013M02606'

/** Two texts that a field may hold, and how each may show: null where a text can't be told apart. */
function marksOf({ name, type }: Field, n: number): { value: string; shows: string[] } | null {
  const word = `Marque${name}${n}`
  switch (type.kind) {
    case 'text':
    case 'longText':
      return { value: word, shows: [word] }
    case 'name':
      return {
        value: `Zyx${String.fromCharCode(97 + n)}${name}`,
        shows: [`Zyx${String.fromCharCode(97 + n)}${name}`],
      }
    case 'phone': {
      const digits = `06399${String(8_000 + n * 100 + name.length)}0`.slice(0, 10)
      return { value: digits, shows: [digits, digits.slice(1)] }
    }
    case 'email':
      return { value: `${word.toLowerCase()}@fuite.example`, shows: [`${word.toLowerCase()}@fuite.example`] }
    case 'postalCode':
      return { value: `4777${n}`, shows: [`4777${n}`] }
    case 'iban':
      return n === 0 ? { value: IBAN, shows: [IBAN, '2606'] } : null
    case 'bic':
      return { value: 'PSSTFRPP', shows: ['PSSTFRPP'] }
    case 'number':
      return Number(type.max) > 10_000 ? { value: `7391${n}`, shows: [`7391${n}`] } : null
    default:
      return null
  }
}

const ownSections = DECLARED_SECTIONS.filter(({ parents }) => parents === 'OWN_FAMILY')

function markedValues({ fields }: Pick<Section, 'fields'>, n: number): { values: Values; shows: string[] } {
  const marks = fields.flatMap((field) => {
    const mark = field.managed ? null : marksOf(field, n)
    return mark ? [[field.name, mark] as const] : []
  })
  return {
    values: Object.fromEntries(marks.map(([name, { value }]) => [name, value])),
    shows: marks.flatMap(([, { shows }]) => shows),
  }
}

/** Digits and letters without what sets them apart on a screen. */
const bare = (text: string) => text.replaceAll(/&nbsp;|&#160;|[\s\u00a0\u202f.]/g, '')

/** Reads all that is linked from some pages, as the browser’s person sees it. Returns the texts by address. */
async function readEverything(page: Page, url: string, starts: string[]): Promise<Map<string, string>> {
  const read = new Map<string, string>()
  const queue = [...starts]
  while (queue.length > 0) {
    const path = queue.shift()!
    if (read.has(path)) continue
    const response = await page.request.get(url + path)
    // The name of a file is in a header.
    const text = JSON.stringify(response.headers()) + (await response.text())
    read.set(path, text)
    const links = [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))
    // Days further than a step away show nothing else.
    queue.push(
      ...links.filter(
        (href) =>
          /^\/(famille|mon-espace|documents)/.test(href) &&
          !(/\/planning\?/.test(href) && /\/planning\?/.test(path)) &&
          !/\/planning\/entree/.test(path),
      ),
    )
  }
  return read
}

test('nothing of a family’s own data reaches the other family of a shared child', async ({ app, page }) => {
  test.setTimeout(240_000)
  const { db } = app
  const jules = await db.child.findFirstOrThrow({ where: { firstNames: 'Jules', lastName: 'Lambert' } })
  const parent = async (externalNumber: string): Promise<Parent> => {
    const { account } = await db.subscription.findFirstOrThrow({
      where: { guardian: { family: { externalNumber } } },
      select: { account: true },
    })
    return parentActor(db, account)
  }
  const [mother, father] = [await parent('10101'), await parent('10102')]
  const { guardianId, familyId } = mother.guardians[0]!
  const forbidden: string[] = ['FamilleMarque', 'MotifMarque', 'CommentaireMarque', 'RefusMarque']
  await db.family.update({ where: { id: familyId }, data: { name: 'FamilleMarque', familyQuotient: 73_917 } })
  forbidden.push('73917')
  for (const section of ownSections) {
    const target = { kind: section.target, id: section.target === 'family' ? familyId : guardianId } as const
    const held = markedValues(section, 0)
    await writeTargets(db, section.target, new Map([[target.id, held.values]]))
    // What the mother asks for, still waiting, is hers too.
    const wished = markedValues(section, 1)
    await ask(db, mother, target, section.id, wished.values, START)
    forbidden.push(...held.shows, ...wished.shows)
  }
  const contact = {
    firstNames: 'Odile',
    lastName: 'Visible',
    link: 'GRANDPARENT',
    phone: '0639981234',
    mayCollect: 'true',
    inEmergency: 'true',
    rank: '1',
  }
  const item = { kind: 'child', id: jules.id, item: randomUUID() } as const
  await ask(db, mother, item, 'contacts', contact, START)
  await db.contact.create({
    data: {
      childId: jules.id,
      id: randomUUID(),
      familyId,
      firstNames: 'Marcel',
      lastName: 'Visible',
      link: 'OTHER',
      phone: '0639985678',
      mayCollect: true,
      inEmergency: true,
      rank: 2,
    },
  })
  forbidden.push('639981234', '639985678')
  const agent = await db.account.findUniqueOrThrow({ where: { email: 'agent@demo.example' } })
  await db.pendingChange.create({
    data: {
      familyId,
      childId: jules.id,
      section: 'general',
      unit: 'diet',
      before: { diet: 'STANDARD' },
      after: { diet: 'VEGETARIAN' },
      state: 'REFUSED',
      askedAt: START,
      decidedAt: START,
      authorId: mother.accountId,
      deciderId: agent.id,
      reason: 'MotifMarque',
    },
  })
  const type = await db.documentType.findFirstOrThrow({
    where: { owner: 'CHILD', private: false, retiredAt: null },
  })
  const document = await createDocument(db, { id: familyId }, { type, childId: jules.id })
  const { activityId } = await db.enrollment.findFirstOrThrow({ where: { childId: jules.id } })
  const on = day('2026-12-11')
  await createBooking(db, {
    child: jules,
    family: { id: familyId },
    activity: await db.activity.findUniqueOrThrow({ where: { id: activityId }, include: { groups: true } }),
    day: on,
    state: 'REFUSED',
    reason: 'RefusMarque',
  })
  await db.bookingRequest.create({
    data: {
      kind: 'RESERVATION',
      familyId,
      childIds: [jules.id],
      activityIds: [activityId],
      startsOn: new Date(on),
      endsOn: new Date(on),
      weekdays: [5],
      comment: 'CommentaireMarque',
      state: 'PENDING',
      askedAt: START,
    },
  })
  const rule = { childId: jules.id, familyId, kind: 'DAYS', startsOn: on, endsOn: on } as const
  await addCustodyRule(await agentActor(db, agent), rule, START)

  // Read in the same way, the mother’s own screens hold the marks: what is looked for would be found.
  const hers = await app.openAs(mother.email)
  const own = `/famille/dossier/responsable/${guardianId}?section=`
  const herPages = ['informations', 'adresse', 'fiscales', 'bancaires'].map((slug) => own + slug)
  herPages.push(`/famille/dossier/enfant/${jules.id}?section=contacts`, '/famille/demandes')
  const answers = await Promise.all(herPages.map((path) => hers.request.get(app.url + path)))
  const herTexts = bare((await Promise.all(answers.map((answer) => answer.text()))).join('\n'))
  const found = forbidden.filter((mark) => herTexts.includes(bare(mark)))
  expect(found).toEqual(
    expect.arrayContaining(['FamilleMarque', 'Marqueemployer0', '639981234', '2606', '73910']),
  )
  expect(found.length).toBeGreaterThan(forbidden.length / 2)

  await app.signIn(father.email)
  const child = `/famille/dossier/enfant/${jules.id}`
  const starts = ['/famille', '/mon-espace', `${child}?section=historique`, `${child}?section=consultations`]
  const days = [
    `/famille/planning?date=${on}`,
    `/famille/planning/entree?enfant=${jules.id}&activite=${activityId}&jour=${on}`,
  ]
  const pages = await readEverything(page, app.url, [...starts, ...days])
  expect(pages.size).toBeGreaterThan(25)
  const { id: pageId } = await db.documentPage.findFirstOrThrow({ where: { documentId: document.id } })
  expect(
    [...pages.keys()].some((path) => path.includes(pageId)),
    'the shared document was opened',
  ).toBe(true)
  // What is shared is there: the pages were really read.
  const all = [...pages.values()].join('\n')
  for (const shared of ['Odile', 'Marcel', 'Chez l’autre parent']) expect(all).toContain(shared)
  const mails = await db.outgoingMail.findMany({ where: { to: father.email } })
  expect(mails.length).toBeGreaterThan(0)
  const { copy, files } = await exportOwnFamily(
    father,
    { familyId: father.guardians[0]!.familyId, format: 'json' },
    START,
  )
  expect(JSON.stringify(copy)).toContain('Odile')
  const texts = [
    ...pages,
    ['the copy of his data', JSON.stringify({ copy, files })] as const,
    ...mails.map(({ kind, subject, text, html }) => [`mail ${kind}`, subject + text + html] as const),
  ]
  const leaks = texts.flatMap(([where, text]) => {
    const seen = bare(text)
    return forbidden.filter((mark) => seen.includes(bare(mark))).map((mark) => `${where}: ${mark}`)
  })
  expect(leaks).toEqual([])
})
