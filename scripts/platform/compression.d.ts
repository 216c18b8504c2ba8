/** What scripts/server.ts uses of it: its published types are for Express alone. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  /** Compresses a response with brotli or gzip, as its request accepts; adds `flush` to it. */
  export default function compression(): (
    request: IncomingMessage,
    response: ServerResponse & { flush?: () => void },
    next: () => void,
  ) => void
}
