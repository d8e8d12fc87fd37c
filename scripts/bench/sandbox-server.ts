import { listen } from '../../src/sandbox/server/listen.js'
import { benchWorld } from './sandbox-world.js'

// The measured process: tells its endpoint and keys, then on request the CPU time it has used.
const { endpoint, principals } = await listen({ port: 0, world: benchWorld() })
process.send?.({ endpoint, principals })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, memoryBytes: process.memoryUsage().rss })
})
process.on('disconnect', () => process.exit(0))
