import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  // Types are checked by `npm run typecheck`, tests included: a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg-boss'],
}

export default config
