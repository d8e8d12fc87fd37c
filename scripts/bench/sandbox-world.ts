import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { loadWorld } from '../load-world.js'

/** The world that is measured: without AWS's own limits to how often it may be asked. */
export function benchWorld(): World {
  return { ...loadWorld('in-sync'), rates: 'none' }
}
