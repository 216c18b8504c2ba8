import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { CODE_REFUSALS } from '@/lib/subscription/messages'
import { formatCode, newCode } from '@/lib/subscription/rules/code'
import { NEWCOMER_FAMILY } from '@/prisma/seed/stories'
import { createCode } from '../factories/codes'
import { createFamily } from '../factories/families'
import { expect, START, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const LIST = '/mon-espace/abonnements'
const NEWCOMER = 'nouveau@demo.example'
const DAY = 86_400_000
const before = (days: number) => new Date(START.getTime() - days * DAY)

const field = (page: Page) => page.getByRole('textbox', { name: 'Code abonné' })
const search = (page: Page) => page.getByRole('button', { name: 'Rechercher' })

/** The guardian that the demonstration's newcomer may subscribe with. */
const newcomersGuardian = ({ db }: App) =>
  db.guardian.findFirstOrThrow({ where: { family: { externalNumber: NEWCOMER_FAMILY } } })

/** A code of theirs, which takes the place of the one that was not used: a guardian has one at a time. */
async function newcomersCode(app: App, values: Parameters<typeof createCode>[2] = {}) {
  const guardian = await newcomersGuardian(app)
  await app.db.subscriberCode.deleteMany({
    where: { guardianId: guardian.id, usedAt: null, revokedAt: null },
  })
  return createCode(app.db, guardian, { createdAt: before(30), ...values })
}

async function openDialog(page: Page) {
  await page.goto(LIST)
  await page.getByRole('link', { name: 'M’abonner' }).click()
  const dialog = page.getByRole('dialog', { name: 'S’abonner à l’espace famille' })
  await expect(dialog).toBeVisible()
  return dialog
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })

  test('the guide’s second step: Mes abonnements, M’abonner, Rechercher; then Se désabonner', async ({
    page,
    app,
  }) => {
    await app.signIn(NEWCOMER)
    const { code } = await newcomersCode(app)
    await page.goto('/mon-espace')
    await page.getByRole('main').getByRole('link', { name: 'Mes abonnements' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mes abonnements')
    await expectWholeAnywhere(page)
    const dialog = await openDialog(page)
    await expect(field(page)).toBeFocused()
    await expectWholeAnywhere(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('link', { name: 'M’abonner' })).toBeFocused()

    // Typed as one types: lower case, spaces, no dash.
    await page.getByRole('link', { name: 'M’abonner' }).click()
    await field(page).pressSequentially(formatCode(code).toLowerCase().replaceAll('-', ' '))
    await expect(field(page)).toHaveValue(formatCode(code))
    await search(page).dblclick()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Votre compte est relié à la famille Moreau.')).toBeVisible()
    await expect(page.getByRole('heading', { level: 2, name: 'Famille Moreau' })).toBeVisible()
    await expectWholeAnywhere(page)
    expect(await app.db.subscription.count({ where: { account: { email: NEWCOMER } } })).toBe(1)
    expect((await app.mailTo(NEWCOMER)).kind).toBe('subscription.made')

    // At once, without logging out and in.
    await page.goto('/famille/planning')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Novembre 2026')
    await page.goBack()
    await expect(page.getByRole('heading', { level: 2, name: 'Famille Moreau' })).toBeVisible()

    await page.getByRole('link', { name: 'Se désabonner de la famille Moreau' }).click()
    const question = page.getByRole('dialog', { name: 'Se désabonner de la famille Moreau ?' })
    await expectWholeAnywhere(page)
    await question.getByRole('button', { name: 'Garder l’abonnement' }).click()
    await expect(question).toBeHidden()
    await page.getByRole('link', { name: 'Se désabonner de la famille Moreau' }).click()
    await question.getByRole('button', { name: 'Se désabonner' }).click()
    await expect(page.getByText('Votre compte n’est plus relié à la famille Moreau.')).toBeVisible()
    await expect(page.getByText('Vous n’avez pas encore d’abonnement')).toBeVisible()
    await expectWholeAnywhere(page)
    await page.goto('/famille/planning')
    await expect(page).toHaveURL(new RegExp(`${LIST}$`))
  })

  test('each wrong code is refused in words next to the field, which keeps it and the focus', async ({
    page,
    app,
  }) => {
    test.setTimeout(120_000)
    await app.signIn(NEWCOMER)
    const stored = async (values: Parameters<typeof createCode>[2]) =>
      formatCode((await newcomersCode(app, values)).code)
    const parent = await app.db.account.findUniqueOrThrow({ where: { email: 'parent@demo.example' } })
    const good = formatCode(newCode(() => 3))
    const dialog = await openDialog(page)
    const cases: [typed: string | (() => Promise<string>), message: string | RegExp][] = [
      ['', 'Saisissez le code abonné qui figure sur votre courrier.'],
      ['K7Q', /Un code abonné compte 12 signes \(3 signes saisis\)/],
      ['K7Q@-2345-6789', 'Un code abonné ne contient jamais « @ ». Comparez avec votre courrier.'],
      [`4${good.slice(1)}`, /^Il y a une faute de frappe dans ce code/],
      [() => stored({ revokedAt: before(2) }), CODE_REFUSALS.CODE_REVOKED],
      [
        () => stored({ createdAt: before(300), expiresAt: before(1) }),
        /^Ce code a expiré : il était valable jusqu’au 23 novembre 2026/,
      ],
      [() => stored({ usedAt: before(3), usedByAccountId: parent.id }), CODE_REFUSALS.CODE_USED],
    ]
    for (const [given, message] of cases) {
      const typed = typeof given === 'string' ? given : await given()
      await field(page).fill(typed)
      await search(page).click()
      await expect(field(page)).toHaveAccessibleDescription(
        typeof message === 'string'
          ? new RegExp(message.replaceAll(/[.?()[\]]/g, '\\$&'))
          : new RegExp(message.source.replace('^', '')),
      )
      await expect(field(page)).toHaveValue(typed)
      await expect(field(page)).toBeFocused()
    }
    await expectWholeAnywhere(page)

    for (let guess = 1; guess <= 5; guess++) {
      const typed = formatCode(newCode(randomInt))
      await field(page).fill(typed)
      await search(page).click()
      await expect(field(page)).toHaveAccessibleDescription(/Ce code n’est pas reconnu/)
      await expect(field(page)).toHaveValue(typed)
      await expect(search(page)).not.toHaveAttribute('aria-disabled')
      await field(page).fill('')
      await search(page).click()
      await expect(field(page)).toHaveAccessibleDescription(/Saisissez le code abonné/)
    }
    // The sixth, were it a right one, waits: until when is said in words.
    await field(page).fill(await stored({}))
    await search(page).click()
    await expect(field(page)).toHaveAccessibleDescription(
      /Trop de codes inconnus ont été saisis\. Réessayez à partir de 10\sh\s\d\d\./,
    )
    await expectWholeAnywhere(page)
    await expect(dialog).toBeVisible()
    expect(await app.db.subscription.count({ where: { account: { email: NEWCOMER } } })).toBe(0)
  })

  test('an agent prints one letter, annuls its code, and prints many', async ({ page, app }) => {
    const family = await createFamily(app.db, {
      name: 'Šimko',
      guardians: [{ firstNames: 'Łucja' }],
      externalNumber: '99001',
    })
    await app.signIn('agent@demo.example')
    await page.goto(`/admin/familles/${family.id}`)
    const printing = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Imprimer le courrier de Łucja Šimko' }).click()
    const letter = await printing
    expect(letter.suggestedFilename()).toBe('courriers-code-abonne-2026-11-24.pdf')
    const bytes = await readFile(await letter.path())
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(bytes.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1)
    await expect(page.getByText('Le courrier est dans vos téléchargements.')).toBeVisible()
    await expect(page.getByText('Code à utiliser')).toBeVisible()
    await expectWholeAnywhere(page)

    await page.getByRole('button', { name: 'Annuler le code de Łucja Šimko' }).click()
    const question = page.getByRole('dialog', { name: 'Annuler le code de Łucja Šimko ?' })
    await expectWholeAnywhere(page)
    await question.getByRole('button', { name: 'Annuler le code' }).click()
    await expect(page.getByText('Code annulé')).toBeVisible()

    await page.goto('/admin/codes')
    await expectWholeAnywhere(page)
    const manyPrinting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Imprimer les courriers manquants' }).click()
    const many = await readFile(await (await manyPrinting).path())
    expect(many.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(many.toString('latin1').match(/\/Type \/Page\n/g)!.length).toBeGreaterThan(1)
    await expect(page.getByText(/courriers sont dans vos téléchargements\./)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Imprimer les courriers manquants' })).toHaveCount(0)
    await expectWholeAnywhere(page)
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } })

  test('a parent subscribes and unsubscribes on pages of their own', async ({ page, app }) => {
    await app.signIn(NEWCOMER)
    const { code } = await newcomersCode(app)
    await page.goto(LIST)
    await page.getByRole('link', { name: 'M’abonner' }).click()
    await expect(page).toHaveURL(new RegExp(`${LIST}/nouveau$`))
    await field(page).fill('K7Q')
    await search(page).click()
    await expect(field(page)).toHaveAccessibleDescription(/3 signes saisis/)
    await expect(field(page)).toHaveValue('K7Q')
    await field(page).fill(code.toLowerCase())
    await search(page).click()
    await expect(page.getByText('Votre compte est relié à la famille Moreau.')).toBeVisible()

    // A second sending, from a page left open, changes nothing and says why.
    await page.goto(`${LIST}/nouveau`)
    await field(page).fill(code)
    await search(page).click()
    await expect(field(page)).toHaveAccessibleDescription(/Votre compte est déjà relié à cette famille/)

    await page.goto(LIST)
    await page.getByRole('link', { name: 'Se désabonner de la famille Moreau' }).click()
    await page.getByRole('button', { name: 'Se désabonner' }).click()
    await expect(page.getByText('Votre compte n’est plus relié à la famille Moreau.')).toBeVisible()
  })

  test('an agent gets the letters of a family', async ({ page, app }) => {
    await app.signIn('agent@demo.example')
    const { familyId } = await newcomersGuardian(app)
    await page.goto(`/admin/familles/${familyId}`)
    const printing = page.waitForEvent('download')
    await page.getByRole('button', { name: /mprimer le courrier de Camille/ }).click()
    const bytes = await readFile(await (await printing).path())
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  })
})

test('a code that somebody else used meanwhile is refused, and the family is not joined', async ({
  page,
  app,
}) => {
  await app.signIn(NEWCOMER)
  const { id, code } = await newcomersCode(app)
  await openDialog(page)
  await field(page).fill(code)
  const other = await app.db.account.findUniqueOrThrow({ where: { email: 'parent@demo.example' } })
  await app.db.subscriberCode.update({ where: { id }, data: { usedAt: START, usedByAccountId: other.id } })
  await search(page).click()
  await expect(field(page)).toHaveAccessibleDescription(/Ce code a déjà servi/)
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
  await expect(page.getByText('Vous n’avez pas encore d’abonnement')).toBeVisible()
})
