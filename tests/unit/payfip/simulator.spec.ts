import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { writeRequest } from '@/lib/payfip/envelope'
import { ended } from '@/scripts/platform/processes'
import { payfipAt, startPayfip, type Payfip } from '../../fixtures/payfip'

type Portal = { url: string; received: string[]; stop(): Promise<unknown> }

/** The simulator itself, asked by hand; and a portal that it tells of results. */
const test = base.extend<{ payfip: Payfip; portal: Portal }>({
  payfip: async ({}, use) => {
    const payfip = await startPayfip()
    await use(payfip)
    await payfip.stop()
  },
  portal: async ({}, use) => {
    const received: string[] = []
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      received.push(`${request.method} ${request.url} ${body}`)
      response.writeHead(200).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await use({ url, received, stop: () => new Promise((resolve) => server.close(resolve)) })
    server.closeAllConnections()
    server.close()
  },
})

const fields = (portal = 'https://famille.exemple.example') => ({
  exer: '2026',
  mel: 'parent@demo.example',
  montant: '8420',
  numcli: '100001',
  objet: 'Cantine de novembre',
  refdet: '2026000123',
  saisie: 'T',
  urlnotif: `${portal}/notification`,
  urlredirect: `${portal}/retour?facture=123`,
})

async function soap(payfip: { url: string }, body: string, type = 'text/xml; charset=utf-8') {
  const response = await fetch(`${payfip.url}/services/securite`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })
  const text = await response.text()
  const [, code] = /<code>(.*)<\/code>/.exec(text) ?? []
  const [, name] = /exceptions\.(\w+)</.exec(text) ?? []
  const [, idOp] = /<idOp>(.*)<\/idOp>/.exec(text) ?? []
  return { status: response.status, code, name, idOp: idOp!, text }
}

const create = (payfip: Payfip, change: Record<string, string> = {}) =>
  soap(payfip, writeRequest('creerPaiementSecurise', { ...fields(), ...change }))

async function open(payfip: Payfip, idOp: string) {
  const response = await fetch(`${payfip.url}/paiementws.web?idop=${idOp}`)
  const text = await response.text()
  return { status: response.status, text, token: /name="jeton" value="(.*?)"/.exec(text)?.[1] ?? '' }
}

async function press(payfip: Payfip, idOp: string, token: string, issue: string) {
  const response = await fetch(`${payfip.url}/paiementws.web?idop=${idOp}`, {
    method: 'POST',
    body: new URLSearchParams({ jeton: token, issue }),
    redirect: 'manual',
  })
  return { status: response.status, location: response.headers.get('location'), text: await response.text() }
}

const REFUSED: [change: Record<string, string>, code: string][] = [
  [{ numcli: '12345' }, 'T1'],
  [{ numcli: '123456' }, 'T2'],
  [{ numcli: '100003' }, 'T3'],
  [{ numcli: '100004' }, 'T4'],
  [{ saisie: 'A' }, 'S1'],
  [{ refdet: '2026-0001' }, 'R3'],
  [{ refdet: '12345' }, 'R3'],
  [{ refdet: '1'.repeat(31) }, 'R3'],
  [{ exer: '26' }, 'E1'],
  [{ objet: 'Été' }, 'O1'],
  [{ objet: 'a'.repeat(100) }, 'O1'],
  [{ montant: '84,20' }, 'M1'],
  [{ montant: '1'.repeat(12) }, 'M1'],
  [{ montant: '99' }, 'M3'],
  [{ montant: '10000000' }, 'M5'],
  [{ mel: '' }, 'A1'],
  [{ mel: 'a@b.c' }, 'A2'],
  [{ mel: 'parent' }, 'A2'],
  [{ mel: `${'a'.repeat(70)}@exemple.fr` }, 'A2'],
  [{ urlnotif: '/notification' }, 'N1'],
  [{ urlnotif: `https://x.example/${'a'.repeat(232)}` }, 'N1'],
  [{ urlredirect: 'ftp://x.example/' }, 'D1'],
  [{ urlredirect: '' }, 'D1'],
]
for (const [change, code] of REFUSED)
  test(`${JSON.stringify(change).slice(0, 60)} is refused as ${code}, by a fault of status 500`, async ({
    payfip,
  }) => {
    expect(await create(payfip, change)).toMatchObject({ status: 500, code, name: 'FonctionnelleErreur' })
  })

test('what is just right is taken', async ({ payfip }) => {
  const orders: Record<string, string>[] = [
    { refdet: 'ABC123', montant: '100', objet: '', mel: 'a@b.fr' },
    { refdet: 'A'.repeat(30), montant: '9999999', objet: 'a'.repeat(99), saisie: 'W' },
    { urlnotif: `https://x.example/${'a'.repeat(231)}` },
  ]
  for (const change of orders)
    expect(await create(payfip, change)).toMatchObject({
      status: 200,
      idOp: expect.stringMatching(/^.{36}$/),
    })
})

test('a request that is not of the contract is a fault of protocol', async ({ payfip }) => {
  const good = writeRequest('creerPaiementSecurise', fields())
  for (const body of [
    '',
    'x',
    '<a/>',
    good.replaceAll('creerPaiementSecurise', 'creerPaiement'),
    good.replace('PaiementSecuriseService', 'AutreService'),
    good.replace('<arg0>', '<arg0 xmlns="urn:x">'),
    good.replaceAll('arg0', 'pai:arg0'),
    good.slice(0, -10),
  ])
    expect(await soap(payfip, body)).toMatchObject({ status: 500, name: 'TechProtocolaireErreur' })
  expect(await soap(payfip, good, 'application/json')).toMatchObject({ name: 'TechProtocolaireErreur' })
  expect(await soap(payfip, good)).toMatchObject({ status: 200 })
})

test('idOp has a capital, numCli too', async ({ payfip }) => {
  const { idOp } = await create(payfip)
  const ask = (asked: Record<string, string>) =>
    soap(payfip, writeRequest('recupererDetailPaiementSecurise', asked))
  expect(await ask({ idOp })).toMatchObject({ code: 'P5' })
  expect(await ask({ idop: idOp })).toMatchObject({ code: 'P1' })
  const client = (asked: Record<string, string>) => soap(payfip, writeRequest('recupererDetailClient', asked))
  expect((await client({ numCli: '100001' })).text).toContain('<libelleN1>VALLOMBREUSE</libelleN1>')
  expect(await client({ numcli: '100001' })).toMatchObject({ code: 'T1' })
})

test('the page opens once (P3), in 15 minutes (P4), and until the night (P1)', async ({ payfip }) => {
  await payfip.moveTo(new Date('2026-11-24T08:00:00Z'))
  const [first, second, third] = [await create(payfip), await create(payfip), await create(payfip)]
  expect(await open(payfip, first.idOp)).toMatchObject({ status: 200 })
  const again = await open(payfip, first.idOp)
  expect(again).toMatchObject({ status: 400, text: expect.stringContaining('(code P3)') })
  await payfip.forward(14)
  expect(await open(payfip, second.idOp)).toMatchObject({ status: 200 })
  await payfip.forward(2)
  expect((await open(payfip, third.idOp)).text).toContain('(code P4)')
  await payfip.forward(24 * 60)
  expect((await open(payfip, third.idOp)).text).toContain('(code P1)')
  expect((await open(payfip, 'autre')).text).toContain('(code P1)')
})

for (const issue of ['P', 'V', 'R', 'Z', 'A'])
  test(`the button ${issue} gives that result, tells the portal and goes back to it`, async ({
    payfip,
    portal,
  }) => {
    const { idOp } = await create(payfip, fields(portal.url))
    const { token } = await open(payfip, idOp)
    const { status, location } = await press(payfip, idOp, token, issue)
    expect([status, location]).toEqual([303, `${portal.url}/retour?facture=123&idop=${idOp}`])
    await payfip.release()
    expect(portal.received).toEqual([`POST /notification idop=${idOp}`])
    const { text } = await soap(payfip, writeRequest('recupererDetailPaiementSecurise', { idOp }))
    expect(text).toContain(`<resultrans>${issue}</resultrans>`)
    expect(text.includes('<numauto>')).toBe(issue === 'P' || issue === 'V')
  })

test('a closed tab gives neither result nor return', async ({ payfip, portal }) => {
  const { idOp } = await create(payfip, fields(portal.url))
  const { token } = await open(payfip, idOp)
  expect(await press(payfip, idOp, token, 'close')).toMatchObject({ status: 200, location: null })
  await payfip.release()
  expect(portal.received).toEqual([])
  const asked = await soap(payfip, writeRequest('recupererDetailPaiementSecurise', { idOp }))
  expect(asked).toMatchObject({ code: 'P5' })
})

test('a button pressed twice is one payment; an abandoned one is taken up again, until 20 minutes', async ({
  payfip,
  portal,
}) => {
  const { idOp } = await create(payfip, fields(portal.url))
  const { token } = await open(payfip, idOp)
  await press(payfip, idOp, token, 'A')
  await press(payfip, idOp, token, 'P')
  expect(await press(payfip, idOp, token, 'R')).toMatchObject({ status: 303 })
  const { text } = await soap(payfip, writeRequest('recupererDetailPaiementSecurise', { idOp }))
  expect(text).toContain('<resultrans>P</resultrans>')
  await payfip.release()
  expect(portal.received).toHaveLength(2)

  const late = await create(payfip, fields(portal.url))
  const page = await open(payfip, late.idOp)
  await press(payfip, late.idOp, page.token, 'A')
  await payfip.forward(20)
  await press(payfip, late.idOp, page.token, 'P')
  const kept = await soap(payfip, writeRequest('recupererDetailPaiementSecurise', { idOp: late.idOp }))
  expect(kept.text).toContain('<resultrans>A</resultrans>')
})

test('a button of another page does nothing', async ({ payfip }) => {
  const { idOp } = await create(payfip)
  expect((await press(payfip, idOp, '', 'P')).text).toContain('(code P3)')
  await open(payfip, idOp)
  expect((await press(payfip, idOp, 'x', 'P')).text).toContain('(code P3)')
  expect((await press(payfip, 'autre', 'x', 'P')).text).toContain('(code P1)')
})

for (const [notification, atReturn, inTheEnd] of [
  ['never', 0, 0],
  ['delayed', 0, 1],
  ['before', 1, 1],
] as const)
  test(`notification ${notification}: ${atReturn} at the return, ${inTheEnd} in the end`, async ({
    payfip,
    portal,
  }) => {
    await payfip.set({ notification })
    const { idOp } = await create(payfip, fields(portal.url))
    const { token } = await open(payfip, idOp)
    await press(payfip, idOp, token, 'P')
    expect(portal.received).toHaveLength(atReturn)
    await payfip.release()
    expect(portal.received).toHaveLength(inTheEnd)
  })

test('notification twice, under the other name', async ({ payfip, portal }) => {
  await payfip.set({ notification: 'twice', notificationName: 'idOp' })
  const { idOp } = await create(payfip, fields(portal.url))
  await payfip.finish(idOp, 'V')
  const { notifications } = await payfip.release()
  expect(portal.received).toEqual([`POST /notification idOp=${idOp}`, `POST /notification idOp=${idOp}`])
  expect(notifications.sent.map(({ status }) => status)).toEqual([200, 200])
})

test('a portal that is not there is told once, in vain', async ({ payfip, portal }) => {
  const { idOp } = await create(payfip, fields(portal.url))
  await portal.stop()
  await payfip.finish(idOp, 'P')
  expect((await payfip.release()).notifications.sent).toEqual([
    { idOp, url: `${portal.url}/notification`, status: null },
  ])
})

test('what was ordered is shown as text, never as a page', async ({ payfip }) => {
  const { idOp } = await create(payfip, { mel: '<script>x</script>@demo.example' })
  const { text } = await open(payfip, idOp)
  expect(text).not.toContain('<script>')
  expect(text).toContain('Simulateur PayFiP, aucun argent réel')
  expect(text).toContain('84,20')
})

test('the pilot is a program of this machine: no form, no other origin, no other host', async ({
  payfip,
}) => {
  const pilot = payfip.url.replace(/tpa$/, 'pilote')
  const order = (headers: Record<string, string>, path = '/remise-a-zero', body = '{}') =>
    fetch(pilot + path, { method: 'POST', headers, body }).then(({ status }) => status)
  const json = { 'content-type': 'application/json' }
  expect(await order({ 'content-type': 'text/plain' })).toBe(403)
  expect(await order({ ...json, origin: 'https://mal.example' })).toBe(403)
  const rebound = request(pilot, { headers: { host: 'mal.example' } }).end()
  const [{ statusCode }] = (await once(rebound, 'response')) as [{ statusCode: number }]
  expect(statusCode).toBe(403)
  expect(await order(json)).toBe(200)
  expect(await order(json, '/autre')).toBe(404)
  expect(await order(json, '/reglages', '{"inconnu":1}')).toBe(400)
  expect(await order(json, '/heure', '{"at":"demain"}')).toBe(400)
  expect(await order(json, '/resultat', '{"idOp":"x","result":"P"}')).toBe(400)
})

test('it runs as a program of its own and ends when told to', async () => {
  const simulator = spawn(process.execPath, [join(process.cwd(), 'scripts/payfip-simulator.ts')], {
    env: { ...process.env, PORT: '0', HOST: '', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const [url] = (await once(simulator, 'message')) as [string]
  const payfip = payfipAt(url, url.replace(/tpa$/, 'pilote'))
  expect(await soap({ url }, writeRequest('creerPaiementSecurise', fields()))).toMatchObject({ status: 200 })
  expect((await payfip.state()).payments).toHaveLength(1)
  simulator.kill('SIGTERM')
  await ended(simulator)
  expect(simulator.exitCode).toBe(0)
})
