import { test as base, expect } from '@playwright/test'
import { searchAddresses } from '@/lib/address/queries'
import { addressQuery } from '@/lib/address/rules'
import { addressesOf } from '@/lib/address/schema'
import { startAddressService, type AddressAnswer, type AddressService } from '../fixtures/address-service'

const test = base.extend<{ service: AddressService }>({
  service: async ({}, use) => {
    const before = process.env.GEOCODING_URL
    const service = await startAddressService()
    process.env.GEOCODING_URL = service.url
    await use(service)
    process.env.GEOCODING_URL = before
    await service.stop()
  },
})

const AT = new Date('2026-11-24T08:00:00Z')
const HOUR = 3_600_000

const QUERIES: [typed: string, sent: string | null][] = [
  ['', null],
  ['12', null],
  ['   12  ', null],
  ['12 r', '12 r'],
  ['  12   rue\tdes Tilleuls ', '12 rue des Tilleuls'],
  ['« rue des Tilleuls', 'rue des Tilleuls'],
  ['-- ,', null],
  ['École', 'École'],
  [`a${'b'.repeat(300)}`, `a${'b'.repeat(199)}`],
]
for (const [typed, sent] of QUERIES)
  test(`« ${typed.slice(0, 30)} » is asked as ${sent?.slice(0, 30) ?? 'nothing'}`, () => {
    expect(addressQuery(typed)).toBe(sent)
  })

const feature = (properties: object) => ({
  properties: { label: 'x', name: 'x', postcode: '45000', city: 'Orléans', type: 'street', ...properties },
})

test('of an answer, what is no whole address is left out', () => {
  const features = [
    feature({ name: '1 rue Basse' }),
    feature({ postcode: '4500' }),
    feature({ type: 'municipality' }),
    feature({ city: undefined }),
    feature({ name: 'x'.repeat(121) }),
    null,
    'x',
  ]
  expect(addressesOf({ features })).toEqual([
    { label: 'x', addressLine: '1 rue Basse', postalCode: '45000', city: 'Orléans' },
  ])
  for (const answer of [null, 'x', [], {}, { features: {} }]) expect(addressesOf(answer)).toBeNull()
})

test('five addresses at most are taken, whatever is answered', () => {
  expect(addressesOf({ features: Array.from({ length: 50 }, () => feature({})) })).toHaveLength(5)
})

test('the service is asked as it wants, and gives addresses, the town alone left out', async ({
  service,
}) => {
  const found = await searchAddresses(' 12  rue des Tilleuls', AT)
  expect(found).toHaveLength(3)
  expect(found![0]).toEqual({
    label: '12 Rue des Tilleuls 45000 Orléans',
    addressLine: '12 Rue des Tilleuls',
    postalCode: '45000',
    city: 'Orléans',
  })
  expect(service.asked).toEqual(['/geocodage/search?q=12+rue+des+Tilleuls&limit=5&index=address'])
})

test('an answer is kept an hour, whatever the capitals; too short a text asks nothing', async ({
  service,
}) => {
  await searchAddresses('Tilleuls en cache', AT)
  await searchAddresses('tilleuls EN cache', new Date(AT.getTime() + HOUR - 1))
  expect(await searchAddresses('ti', AT)).toEqual([])
  expect(service.asked).toHaveLength(1)
  await searchAddresses('Tilleuls en cache', new Date(AT.getTime() + HOUR))
  expect(service.asked).toHaveLength(2)
})

const FAILURES: AddressAnswer[] = ['fails', 'throttles', 'silence', 'cut', 'garbage', 'other JSON']
for (const failure of FAILURES)
  test(`a service that ${failure} gives nothing, within three seconds, and is asked again`, async ({
    service,
  }) => {
    service.become(failure)
    const before = performance.now()
    expect(await searchAddresses(`rue des Tilleuls ${failure}`, AT)).toBeNull()
    expect(performance.now() - before).toBeLessThan(3_000)
    service.become('answers')
    expect(await searchAddresses(`rue des Tilleuls ${failure}`, AT)).toHaveLength(3)
  })

test('turned off, nothing is asked', async ({ service }) => {
  process.env.GEOCODING_URL = '0'
  expect(await searchAddresses('rue des Tilleuls éteinte', AT)).toBeNull()
  expect(service.asked).toEqual([])
})
