/**
 * A stand-in for PayFiP, the payment service of the DGFiP: `npm run payfip`, for the tests and the demonstration.
 * PORT (4010; 0 takes a free one) and HOST (127.0.0.1) say where. Its state is in memory.
 */
import { startSimulator, type Simulator } from './payfip/simulator.ts'

let simulator: Simulator
try {
  simulator = await startSimulator({
    port: Number(process.env.PORT || 4010),
    host: process.env.HOST || '127.0.0.1',
  })
} catch (error) {
  console.error(`✖ Le simulateur PayFiP n’a pas pu démarrer : ${(error as Error).message}`)
  process.exit(1)
}
console.log(
  `Simulateur PayFiP, aucun argent réel : PAYFIP_URL=${simulator.url}, pilotage ${simulator.pilotUrl}`,
)
process.send?.(simulator.url)

for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.on(event, () => void simulator.stop().then(() => process.exit(0)))
