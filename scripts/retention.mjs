/** npm run retention: scripts/keep-or-erase.ts on the Node.js of the project. */
import { runInstalled } from './platform/install.mjs'

runInstalled('scripts/keep-or-erase.ts', process.argv.slice(2))
