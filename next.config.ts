import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  // Types are checked by `npm test` (tests/unit/sound-code.spec.ts): a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg-boss'],
  // scripts/server.ts compresses: Next flushes after each piece of a page, which costs half as much again.
  compress: false,
  // Seconds that a page read ahead may be shown: the planning's neighbours, whose places others take meanwhile.
  experimental: { staleTimes: { static: 60 } },
}

export default config
