/** npm run bench: installs, then scripts/bench-run.ts on the Node.js of the project. */
import { runInstalled } from './platform/install.mjs'

runInstalled('scripts/bench-run.ts', process.argv.slice(2))
