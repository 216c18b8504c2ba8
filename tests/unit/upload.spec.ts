import { expect, test } from '@playwright/test'
import { readForm, readText, readTypedForm } from '@/lib/core/upload'

const KB = 1024

/** A request whose body comes piece by piece; `sent` counts those that were asked for. */
function posted(piece: string, pieces: number, headers: Record<string, string> = {}) {
  const sent = { count: 0 }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent.count === pieces) return controller.close()
      sent.count += 1
      controller.enqueue(Buffer.from(piece))
    },
  })
  const request = new Request('http://portail.example/', {
    ...{ method: 'POST', headers, body },
    ...{ duplex: 'half' },
  })
  return { request, sent }
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

test('a text is read up to its limit, to the byte', async () => {
  expect(await readText(posted('é', 4).request, 8)).toBe('éééé')
  expect(await readText(posted('é', 5).request, 8)).toBeNull()
  expect(await readText(new Request('http://portail.example/', { method: 'POST' }), 8)).toBe('')
})

test('an endless body is cut, and nothing of it is read', async () => {
  const { request, sent } = posted('x'.repeat(KB), 1_000_000)
  expect(await readText(request, 10 * KB)).toBeNull()
  expect(sent.count).toBeLessThan(100)
})

test('a form that is typed is read whole, a large one or none at all as an empty one', async () => {
  const small = await readTypedForm(posted('format=pdf&familyId=1', 1, FORM).request)
  expect(Object.fromEntries(small)).toEqual({ format: 'pdf', familyId: '1' })
  const { request, sent } = posted(`a=${'x'.repeat(KB)}&`, 1_000_000, FORM)
  expect([...(await readTypedForm(request))]).toEqual([])
  expect(sent.count).toBeLessThan(1_000)
  expect([...(await readTypedForm(posted('{}', 1).request))]).toEqual([])
})

test('a form beyond its limit says so, one that breaks off too', async () => {
  expect(await readForm(posted('a=1&', 10, FORM).request, 8)).toBe('TOO_LARGE')
  expect(
    await readForm(posted('{', 1, { 'content-type': 'multipart/form-data; boundary=x' }).request, KB),
  ).toBe('INTERRUPTED')
})
