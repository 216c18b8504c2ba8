import 'server-only'
import { headers } from 'next/headers'

/** The address the request came from. The server (scripts/server.ts) writes this header itself. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown'
}

/** The browser's own description of itself, cut to 300 characters. */
export async function requestUserAgent(): Promise<string> {
  return ((await headers()).get('user-agent') ?? '').slice(0, 300)
}

/** Whether the request comes from a page of ours. Next lets a missing Origin pass; a write does not. */
export async function isSameOrigin(): Promise<boolean> {
  const received = await headers()
  const origin = received.get('origin')
  const host = received.get('x-forwarded-host') ?? received.get('host')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}
