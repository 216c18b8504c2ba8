import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  // Types are checked by `npm test` (tests/unit/sound-code.spec.ts): a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg-boss'],
}

export default config
