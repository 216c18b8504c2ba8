/** npm start: installs if needed, then scripts/portal.ts on the Node.js of the project. */
import { runInstalled } from './platform/install.mjs'

runInstalled('scripts/portal.ts', [])
