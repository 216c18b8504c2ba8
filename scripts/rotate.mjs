/** npm run secrets:rotate: scripts/change-key.ts on the Node.js of the project. */
import { runInstalled } from './platform/install.mjs'

runInstalled('scripts/change-key.ts', [])
