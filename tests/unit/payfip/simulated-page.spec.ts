import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { askPayment, createPayment, paymentPage } from '@/lib/payfip/client'
import { isSimulatedPage, showSimulatedPage, startPayfip } from '@/scripts/platform/payfip'

test('the demonstration shows the simulator’s page under its own address, and comes back from it', async () => {
  const env: NodeJS.ProcessEnv = { NODE_ENV: 'production' }
  const server = createServer((request, response) => {
    if (isSimulatedPage(request, env)) showSimulatedPage(request, response, env)
    else response.writeHead(request.url!.startsWith('/notification') ? 200 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const payfip = await startPayfip(appUrl)
  Object.assign(env, payfip.env, { APP_URL: appUrl })
  Object.assign(process.env, payfip.env)
  try {
    const idOp = await createPayment({
      clientNumber: '100001',
      year: 2026,
      reference: '2026000123',
      subject: 'Cantine',
      amount: 8_420,
      email: 'parent@demo.example',
      mode: 'T',
      notificationUrl: `${appUrl}/notification`,
      returnUrl: `${appUrl}/retour`,
    })
    const address = paymentPage(idOp)
    expect(address).toBe(`${appUrl}/simulateur-payfip?idop=${idOp}`)
    const lookedAhead = await fetch(`${address}&_rsc=1`, { headers: { rsc: '1' } })
    expect(lookedAhead.status, 'what Next reads ahead does not open the page').toBe(204)
    const page = await fetch(address, { headers: { cookie: 'espace-famille=secret' } })
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const jeton = /name="jeton" value="(.*?)"/.exec(await page.text())![1]!
    const back = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ jeton, issue: 'P' }),
      redirect: 'manual',
    })
    expect([back.status, back.headers.get('location')]).toEqual([303, `${appUrl}/retour?idop=${idOp}`])
    expect(await askPayment(idOp)).toMatchObject({ detail: { result: 'P' } })
    expect((await fetch(`${appUrl}/simulateur-payfip/../pilote`)).status).toBe(404)
    expect((await fetch(`${appUrl}/pilote`)).status).toBe(404)

    await payfip.stop()
    expect((await fetch(address)).status).toBe(502)
    env.PAYFIP_PAGE_URL = 'https://www.payfip.gouv.fr/tpa/paiementws.web'
    expect((await fetch(address)).status).toBe(404)
  } finally {
    delete process.env.PAYFIP_URL
    delete process.env.PAYFIP_PAGE_URL
    await payfip.stop()
    server.closeAllConnections()
    server.close()
  }
})
