import { chromium, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { findBrowser } from './platform/browser.ts'

// The pictures of the README, taken from a running demonstration: « npm start », then « npm run screenshots ».

const ADDRESS = process.env.APP_URL ?? 'http://localhost:3000'
const FOLDER = 'docs/screenshots'
const PASSWORD = 'Espace-famille-2026'

const SHOTS = [
  { name: 'accueil', path: '/', width: 1280, height: 900 },
  {
    name: 'planning',
    path: '/famille/planning?vue=mois',
    as: 'parent@demo.example',
    width: 1280,
    height: 900,
  },
  {
    name: 'planning-telephone',
    path: '/famille/planning',
    as: 'parent@demo.example',
    width: 390,
    height: 844,
  },
  { name: 'dossier', path: '/famille/dossier', as: 'parent@demo.example', width: 1280, height: 900 },
  { name: 'a-traiter', path: '/admin', as: 'agent@demo.example', width: 1280, height: 900 },
  { name: 'dossiers', path: '/admin/dossiers', as: 'agent@demo.example', width: 1280, height: 900 },
  { name: 'demandes', path: '/admin/demandes', as: 'agent@demo.example', width: 1280, height: 900 },
]

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${ADDRESS}/connexion`)
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL((url) => url.pathname !== '/connexion')
}

mkdirSync(FOLDER, { recursive: true })
const { executable, args } = await findBrowser()
const browser = await chromium.launch({ executablePath: executable, args: [...args, '--no-sandbox'] })
for (const { name, path, as, width, height } of SHOTS) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  })
  const page = await context.newPage()
  if (as) await signIn(page, as)
  await page.goto(`${ADDRESS}${path}`, { waitUntil: 'networkidle' })
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  await context.close()
  console.log(`${FOLDER}/${name}.png`)
}
await browser.close()
