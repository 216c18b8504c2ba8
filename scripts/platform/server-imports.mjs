import { registerHooks } from 'node:module'

/**
 * What Next's bundler does for the server: `next/navigation` is the server's one, and `next/headers` is found
 * although the package declares no exports (Node.js wants `next/headers.js`).
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'next/navigation')
      return next('next/dist/client/components/navigation.react-server.js', context)
    return next(/^next\/[a-z-]+$/.test(specifier) ? `${specifier}.js` : specifier, context)
  },
})
