/** npm test [-- Playwright’s arguments]: installs, then scripts/test-run.ts on the Node.js of the project. */
import { runInstalled } from './platform/install.mjs'

runInstalled('scripts/test-run.ts', process.argv.slice(2))
