import { dayToDb, type Day } from '@/lib/core/day'
import { expect, test, type App } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

// When children leave an activity that is billed by time, on its day sheet.

const TODAY = '2026-11-24' as Day

/** Lina is booked in the evening, billed by the half-hour. */
async function bookEvening({ db }: App) {
  const [lina, evening, family] = await Promise.all([
    db.child.findFirstOrThrow({ where: { firstNames: 'Lina Jeanne' } }),
    db.activity.findFirstOrThrow({ where: { name: 'Accueil du soir' }, include: { groups: true } }),
    db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } }),
  ])
  const key = { childId: lina.id, activityId: evening.id, day: dayToDb(TODAY) }
  await db.booking.deleteMany({ where: key })
  await db.booking.create({
    data: {
      ...key,
      groupId: evening.groups[0]!.id,
      familyId: family.id,
      state: 'BOOKED',
      updatedAt: key.day,
    },
  })
  return { key, address: `/admin/feuilles/${evening.id}?jour=${TODAY}` }
}

const leftAt = async ({ db }: App, key: Awaited<ReturnType<typeof bookEvening>>['key']) =>
  (await db.booking.findFirstOrThrow({ where: key })).leftAt

test('who is present has an hour of departure, and loses it with the mark', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  const { key, address } = await bookEvening(app)
  await app.signIn('agent@demo.example')
  await page.goto(address)
  const lina = page.getByRole('listitem').filter({ hasText: 'Delmas Lina' })
  const hour = lina.getByLabel('Parti à : Lina Delmas')
  await expect(hour).toBeHidden()
  await lina.getByRole('button', { name: 'Présent : Lina Delmas' }).click()
  await hour.fill('17:45')
  await lina.getByRole('button', { name: 'Noter l’heure de Lina' }).click()
  await expect(page.getByText('Lina Delmas : parti(e) à 17 h 45.')).toBeVisible()
  await expectWholeAnywhere(page)
  await page.reload()
  await expect(hour).toHaveValue('17:45')
  await hour.fill('15:00')
  await lina.getByRole('button', { name: 'Noter l’heure de Lina' }).click()
  await expect(page.getByText('le départ ne vient pas avant').first()).toBeVisible()
  expect(await leftAt(app, key)).toBe('17:45')
  await lina.getByRole('button', { name: 'Présent : Lina Delmas' }).click()
  await expect(hour).toBeHidden()
  await expect.poll(() => leftAt(app, key)).toBeNull()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the hour is sent beside the form of the sheet', async ({ app, page }) => {
    const { key, address } = await bookEvening(app)
    await app.signIn('agent@demo.example')
    await page.goto(address)
    const lina = page.getByRole('listitem').filter({ hasText: 'Delmas Lina' })
    await lina.getByRole('button', { name: 'Présent : Lina Delmas' }).click()
    await lina.getByLabel('Parti à : Lina Delmas').fill('18:40')
    await lina.getByRole('button', { name: 'Noter l’heure de Lina' }).click()
    await expect(lina.getByLabel('Parti à : Lina Delmas')).toHaveValue('18:40')
    expect(await leftAt(app, key)).toBe('18:40')
  })
})

test('parents find from the planning what each activity costs each child', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  await app.signIn('parent@demo.example')
  await page.goto('/famille/planning')
  await page.getByRole('link', { name: 'Ce que coûtent les activités de vos enfants' }).click()
  const canteen = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Cantine' }) })
  await expect(canteen).toContainText('Lina')
  await expect(canteen).toContainText('QF de 640 à moins de 860')
  await expect(canteen).toContainText('2,45')
  await expectWholeAnywhere(page)
  await canteen.getByText('Tous les prix').click()
  await expect(canteen.getByRole('table').first()).toContainText('QF 640 à 859')
  await expectWholeAnywhere(page)
})
