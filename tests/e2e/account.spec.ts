import type { Page } from '@playwright/test'
import { expect, START, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const PASSWORD = 'cheval agrafe correct pile'
const OTHER_PASSWORD = 'girafe bouton violet escalier'
const DEMO_PASSWORD = 'Espace-famille-2026'
const EMAIL = 'ines@exemple.example'
const YESTERDAY = new Date(START.getTime() - 86_400_000)

const section = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) })

const password = (page: Page, label = 'Mot de passe') => page.getByRole('textbox', { name: label })

/** The link of a mail to a page of the portal. */
const linkOf = ({ text }: { text: string }) =>
  /https?:\/\/\S+\/(confirmation|mot-de-passe)\/\S+/.exec(text)![0]

async function solveCaptcha(page: Page): Promise<void> {
  await page.getByLabel('Je ne suis pas un robot').click()
  await expect(page.getByText('Vérifié', { exact: true })).toBeVisible({ timeout: 20_000 })
}

async function fillSignUp(page: Page, email = EMAIL, secret = PASSWORD): Promise<void> {
  await page.goto('/inscription')
  await page.getByRole('textbox', { name: /^Nom/ }).fill('Durand')
  await page.getByRole('textbox', { name: 'Prénom' }).fill('Inès')
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email)
  await password(page).fill(secret)
}

async function signUp(page: Page, email = EMAIL): Promise<void> {
  await fillSignUp(page, email)
  await solveCaptcha(page)
  await page.getByRole('button', { name: 'S’inscrire' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vérifiez votre messagerie')
}

async function logIn(page: Page, email: string, secret: string): Promise<void> {
  await page.goto('/connexion')
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email)
  await password(page).fill(secret)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })

  test('what is wrong in a sign-up is said next to the field, and what was typed stays', async ({
    page,
    app,
  }) => {
    await fillSignUp(page, 'ines@', 'azertyuiop1234')
    await expectWholeAnywhere(page)
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(page.getByRole('alert').first()).toBeFocused()
    const email = page.getByRole('textbox', { name: 'Adresse e-mail' })
    await expect(email).toHaveAccessibleDescription(/Écrivez une adresse complète/)
    await expect(email).toHaveValue('ines@')
    await expect(password(page)).toHaveValue('azertyuiop1234')

    await email.fill(EMAIL)
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(page.getByText('Cochez la case « Je ne suis pas un robot »').first()).toBeVisible()

    await solveCaptcha(page)
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(password(page)).toHaveAccessibleDescription(/trop facile à deviner/)
    await expect(page.getByRole('textbox', { name: /^Nom/ })).toHaveValue('Durand')
    await expect(page.getByText('Vérifié', { exact: true })).toBeVisible()
    await expectWholeAnywhere(page)

    await password(page).fill(PASSWORD)
    await expect(page.getByText('trop facile à deviner')).toHaveCount(1)
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vérifiez votre messagerie')
    await expectWholeAnywhere(page)
    expect(await app.db.signUp.count()).toBe(1)
  })

  test('an address that has an account gets the same screen, and another mail', async ({ page, app }) => {
    await signUp(page)
    const screen = await page.getByRole('main').innerText()
    expect((await app.mailTo(EMAIL)).kind).toBe('account.confirm')
    await signUp(page, 'parent@demo.example')
    expect(await page.getByRole('main').innerText()).toBe(screen.replace(EMAIL, 'parent@demo.example'))
    const mail = await app.mailTo('parent@demo.example')
    expect(mail.kind).toBe('account.exists')
    expect(mail.text).toContain('vous avez déjà un compte')
  })

  test('a link that has expired is renewed, one that served says so, a cut one too', async ({
    page,
    app,
    browser,
  }) => {
    await signUp(page)
    const first = linkOf(await app.mailTo(EMAIL))
    await app.db.signUp.updateMany({ data: { expiresAt: YESTERDAY } })
    await page.goto(first)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien a expiré')
    await expectWholeAnywhere(page)
    await page.getByRole('button', { name: 'Recevoir un nouveau lien' }).click()
    await expect(page.getByText('Un nouveau lien est parti à votre adresse.')).toBeVisible()
    await expect.poll(async () => linkOf(await app.mailTo(EMAIL))).not.toBe(first)
    const second = linkOf(await app.mailTo(EMAIL))

    // Another browser than the one that signed up: the password is asked for.
    const elsewhere = await browser.newContext({ baseURL: app.url, viewport: PHONE })
    const other = await elsewhere.newPage()
    await other.goto(second)
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Dernière étape')
    await expectWholeAnywhere(other)
    await other.getByRole('button', { name: 'Finaliser la création de mon compte' }).click()
    await expect(other.getByText('Votre compte est créé.')).toBeVisible()
    await other.goto(second)
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Ce lien a déjà servi')
    await expectWholeAnywhere(other)
    await other.goto(second.slice(0, -3))
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Ce lien n’est pas valable')
    await expectWholeAnywhere(other)
    await elsewhere.close()
  })

  test('the mail of a sign-up is sent again, three times at most', async ({ page, app }) => {
    await signUp(page)
    const first = linkOf(await app.mailTo(EMAIL))
    await page.getByRole('button', { name: 'Renvoyer l’e-mail' }).click()
    await expect(page.getByText('L’e-mail est parti de nouveau.')).toBeVisible()
    await expect.poll(async () => linkOf(await app.mailTo(EMAIL))).not.toBe(first)
    for (const count of [3, 4]) {
      await page.getByRole('button', { name: 'Renvoyer l’e-mail' }).click()
      await expect.poll(() => app.db.signUp.count()).toBe(count)
    }
    await page.getByRole('button', { name: 'Renvoyer l’e-mail' }).click()
    await expect(page.getByText(/Trop d’essais en peu de temps\. Réessayez dans \d+ minutes/)).toBeVisible()
    await expectWholeAnywhere(page)
  })

  test('a wrong password says the same as an unknown address; after eight, how long to wait', async ({
    page,
    app,
  }) => {
    await page.goto('/connexion')
    await expectWholeAnywhere(page)
    await logIn(page, 'personne@exemple.example', 'un mot de passe')
    const refusal = page.getByRole('alert').filter({ hasText: 'E-mail ou mot de passe incorrect.' })
    await expect(refusal).toBeFocused()
    await logIn(page, 'parent@demo.example', 'un mot de passe')
    await expect(refusal).toBeFocused()
    await expect(page.getByRole('textbox', { name: 'Adresse e-mail' })).toHaveValue('parent@demo.example')
    await expectWholeAnywhere(page)
    const submit = page.getByRole('button', { name: 'Se connecter' })
    for (let attempt = 2; attempt <= 8; attempt++) {
      await submit.click()
      await expect
        .poll(() => app.db.auditEvent.count({ where: { action: 'account.login-refused' } }))
        .toBe(attempt + 1)
      await expect(submit).not.toHaveAttribute('aria-disabled')
    }
    await submit.click()
    await expect(page.getByRole('alert').filter({ hasText: 'Trop d’essais' })).toContainText(
      /Réessayez dans \d+ minutes\./,
    )
    await expectWholeAnywhere(page)
  })

  test('a forgotten password is replaced by the link of a mail, once', async ({ page, app }) => {
    await page.goto('/connexion')
    await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click()
    const email = page.getByRole('textbox', { name: 'Adresse e-mail de votre compte' })
    await email.fill('personne@exemple.example')
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    await expect(page.getByText('Si cette adresse est celle d’un compte')).toBeVisible()
    await expectWholeAnywhere(page)
    await email.fill('parent@demo.example')
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    const link = linkOf(await app.mailTo('parent@demo.example', 'account.reset'))

    await page.goto(link)
    await password(page, 'Nouveau mot de passe').fill('sofia delmas')
    await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click()
    await expect(password(page, 'Nouveau mot de passe')).toHaveAccessibleDescription(/trop facile à deviner/)
    await expectWholeAnywhere(page)
    await password(page, 'Nouveau mot de passe').fill(OTHER_PASSWORD)
    await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click()
    await expect(page.getByText('Votre nouveau mot de passe est enregistré.')).toBeVisible()
    await logIn(page, 'parent@demo.example', OTHER_PASSWORD)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bonjour Sofia')
    await page.goto(link)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ce lien a déjà servi')
    await expectWholeAnywhere(page)
  })

  test('one’s own account: names, e-mail, password and sessions', async ({ page, app }) => {
    await app.signIn('parent@demo.example')
    await page.goto('/mon-espace/compte')
    await expectWholeAnywhere(page)
    await page.getByRole('textbox', { name: 'Prénom' }).fill('')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByRole('textbox', { name: 'Prénom' })).toHaveAccessibleDescription(
      'Écrivez votre prénom.',
    )
    await page.getByRole('textbox', { name: 'Prénom' }).fill('Sofía')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByText('Votre nom est enregistré.')).toBeVisible()

    const emailPart = section(page, 'Adresse e-mail')
    await emailPart.getByText('Changer d’adresse e-mail').click()
    await emailPart.getByRole('textbox', { name: 'Nouvelle adresse e-mail' }).fill('sofia@exemple.example')
    await password(page, 'Mot de passe actuel').fill('ce n’est pas lui')
    await emailPart.getByRole('button', { name: 'Recevoir les liens' }).click()
    await expect(password(page, 'Mot de passe actuel')).toHaveAccessibleDescription(
      'Ce mot de passe n’est pas le vôtre. Vérifiez-le et recommencez.',
    )
    await expectWholeAnywhere(page)
    await expect(emailPart.getByRole('textbox', { name: 'Nouvelle adresse e-mail' })).toHaveValue(
      'sofia@exemple.example',
    )
    await password(page, 'Mot de passe actuel').fill(DEMO_PASSWORD)
    await emailPart.getByRole('button', { name: 'Recevoir les liens' }).click()
    await expect(emailPart.getByText('Changement demandé : sofia@exemple.example')).toBeVisible()
    await expectWholeAnywhere(page)
    for (const to of ['parent@demo.example', 'sofia@exemple.example']) {
      await page.goto(linkOf(await app.mailTo(to)))
      await page.getByRole('main').getByRole('button', { name: 'Confirmer', exact: true }).click()
      await expect(page).toHaveURL(/etat=/)
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Votre adresse est changée')
    await expectWholeAnywhere(page)
    expect(await app.db.account.count({ where: { email: 'sofia@exemple.example' } })).toBe(1)
  })

  test('a changed password ends the other sessions, and a session is ended from the list', async ({
    page,
    app,
    browser,
  }) => {
    const elsewhere = await browser.newContext({ baseURL: app.url })
    const other = await elsewhere.newPage()
    await logIn(other, 'parent@demo.example', DEMO_PASSWORD)
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Bonjour Sofia')
    await app.signIn('parent@demo.example')
    await page.goto('/mon-espace/compte')
    const sessions = section(page, 'Mes sessions ouvertes')
    await sessions.getByRole('button', { name: /^Déconnecter Chrome/ }).click()
    await expect(sessions.getByRole('button', { name: /^Déconnecter Chrome/ })).toHaveCount(0)
    await other.goto('/mon-espace/compte')
    await expect(other.getByText('Connectez-vous pour ouvrir cette page.')).toBeVisible()

    await logIn(other, 'parent@demo.example', DEMO_PASSWORD)
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Bonjour Sofia')
    const part = section(page, 'Mot de passe')
    await part.locator('summary').click()
    await password(page, 'Mot de passe actuel').fill(DEMO_PASSWORD)
    await password(page, 'Nouveau mot de passe').fill(OTHER_PASSWORD)
    await part.getByRole('button', { name: 'Changer de mot de passe' }).click()
    await expect(part.getByText('Votre mot de passe est changé.')).toBeVisible()
    await other.goto('/mon-espace/compte')
    await expect(other.getByText('Connectez-vous pour ouvrir cette page.')).toBeVisible()
    await elsewhere.close()
  })

  test('a form sent after the session ended in another tab keeps what was typed, and can be sent again', async ({
    page,
    app,
    context,
  }) => {
    await app.signIn('parent@demo.example')
    await page.goto('/mon-espace/compte')
    await page.getByRole('textbox', { name: 'Prénom' }).fill('Sofía')
    const tab = await context.newPage()
    await tab.goto('/')
    await tab.getByRole('button', { name: 'Plus' }).click()
    await tab.getByRole('button', { name: 'Se déconnecter' }).filter({ visible: true }).click()
    await expect(tab.getByRole('link', { name: 'Créer un compte' }).first()).toBeVisible()

    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    const refusal = page.getByRole('alert').filter({ hasText: 'rien n’a été enregistré' })
    await expect(refusal).toContainText('Ce que vous avez saisi est encore sur cette page')
    await expect(page.getByRole('textbox', { name: 'Prénom' })).toHaveValue('Sofía')
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(page.getByRole('link', { name: 'Se reconnecter (nouvel onglet)' })).toBeVisible()
    await expectWholeAnywhere(page)

    await logIn(tab, 'parent@demo.example', DEMO_PASSWORD)
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Bonjour Sofia')
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(page.getByRole('link', { name: 'Se reconnecter (nouvel onglet)' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByText('Votre nom est enregistré.')).toBeVisible()
  })
})

test('a captcha that is forged, or that served before, is refused next to it', async ({ page, app }) => {
  await fillSignUp(page)
  await solveCaptcha(page)
  const used = await page.locator('input[name="altcha"]').inputValue()
  await page.getByRole('button', { name: 'S’inscrire' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vérifiez votre messagerie')

  for (const answer of [Buffer.from('{"challenge":1}').toString('base64'), used]) {
    await fillSignUp(page, 'autre@exemple.example')
    await page
      .getByRole('main')
      .locator('form')
      .evaluate((form, value) => {
        const field = Object.assign(document.createElement('input'), {
          type: 'hidden',
          name: 'altcha',
          value,
        })
        form.prepend(field)
      }, answer)
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(page.getByRole('group', { name: 'Vérification' })).toContainText(
      'La vérification n’a pas abouti.',
    )
    await expect(password(page)).toHaveValue(PASSWORD)
  }
  expect(await app.db.signUp.count()).toBe(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a parent is told how to get an account, logs in, changes their password and logs out', async ({
    page,
  }) => {
    await page.goto('/inscription')
    await expect(page.locator('noscript p')).toBeVisible()
    await logIn(page, 'parent@demo.example', 'un mot de passe')
    await expect(page.getByText('E-mail ou mot de passe incorrect.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Adresse e-mail' })).toHaveValue('parent@demo.example')
    await logIn(page, 'parent@demo.example', DEMO_PASSWORD)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bonjour Sofia')
    await page.goto('/mon-espace/compte')
    await page.getByRole('textbox', { name: 'Prénom' }).fill('Sofía')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByRole('textbox', { name: 'Prénom' })).toHaveValue('Sofía')
    const part = section(page, 'Mot de passe')
    await part.locator('summary').click()
    await password(page, 'Mot de passe actuel').fill(DEMO_PASSWORD)
    await password(page, 'Nouveau mot de passe').fill(OTHER_PASSWORD)
    await part.getByRole('button', { name: 'Changer de mot de passe' }).click()
    await expect(part.getByText('Votre mot de passe est changé.')).toBeVisible()
    await page.getByRole('button', { name: 'Se déconnecter' }).filter({ visible: true }).click()
    await expect(page.getByRole('link', { name: 'Créer un compte' }).first()).toBeVisible()
  })

  test('a forgotten password is replaced', async ({ page, app }) => {
    await page.goto('/mot-de-passe')
    await page.getByRole('textbox', { name: 'Adresse e-mail de votre compte' }).fill('parent@demo.example')
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    await expect(page.getByText('Si cette adresse est celle d’un compte')).toBeVisible()
    await page.goto(linkOf(await app.mailTo('parent@demo.example', 'account.reset')))
    await password(page, 'Nouveau mot de passe').fill(OTHER_PASSWORD)
    await page.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click()
    await expect(page.getByText('Votre nouveau mot de passe est enregistré.')).toBeVisible()
  })
})

test('the mails of the demonstration are one step from « Vérifiez votre messagerie », and only there', async ({
  page,
  app,
}) => {
  await signUp(page)
  await app.mailTo(EMAIL)
  await page.getByRole('link', { name: 'Ouvrir la messagerie de démonstration' }).click()
  await expect(page.getByText('Confirmez la création de votre compte').first()).toBeVisible()
  await app.db.authority.update({ where: { id: 1 }, data: { isDemonstration: false } })
  await page.goto('/inscription/messagerie')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vérifiez votre messagerie')
  await expect(page.getByRole('link', { name: /démonstration/ })).toHaveCount(0)
})
