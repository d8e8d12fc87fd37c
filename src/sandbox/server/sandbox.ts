import { createEmbeddedAws } from '../aws/embedded-aws.js'
import type { EmbeddedAws } from '../aws/embedded-aws.js'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import { buildWorld } from './build-world.js'
import type { Principal } from './build-world.js'
import type { World } from './world-schema.js'

/** An embedded AWS that can go back to the beginning of its world. */
export interface Sandbox {
  /** The same keys before and after a reset. */
  readonly principals: Readonly<Record<string, Principal>>
  readonly handle: (request: WireRequest) => WireResponse
  /** Every call since the start or the last reset. */
  readonly log: () => EmbeddedAws['log']
  /** Every message accepted since then. */
  readonly messages: () => EmbeddedAws['state']['messages']
  readonly reset: () => void
}

/**
 * The embedded AWS of a world.
 *
 * @param now milliseconds since the epoch
 * @throws WorldError for a world that cannot be built
 */
export function createSandbox(world: World, now: () => number = Date.now): Sandbox {
  const { state, principals } = buildWorld(world)
  let aws = createEmbeddedAws({ state, now })
  return {
    principals,
    handle: (request) => aws.handle(request),
    log: () => aws.log,
    messages: () => aws.state.messages,
    reset: () => {
      aws = createEmbeddedAws({ state: buildWorld(world).state, now })
    }
  }
}
