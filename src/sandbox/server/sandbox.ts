import { createEmbeddedAws } from '../aws/embedded-aws.js'
import type { EmbeddedAws } from '../aws/embedded-aws.js'
import { createFaults, type Faults } from '../aws/faults/faults.js'
import type { AwsState } from '../aws/state/state.js'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import { buildWorld } from './world/build-world.js'
import type { Principal } from './world/build-world.js'
import { createClock, type Clock } from './clock.js'
import { createOidcEndpoint, type OidcEndpoint } from './oidc-endpoint.js'
import type { World } from './world/world-schema.js'

/** An embedded AWS that can go back to the beginning of its world. */
export interface Sandbox {
  /** The same keys before and after a reset. */
  readonly principals: Readonly<Record<string, Principal>>
  readonly handle: (request: WireRequest) => WireResponse
  /** The newest calls since the start or the last reset. */
  readonly log: () => EmbeddedAws['log']
  /** Every message accepted since then. */
  readonly messages: () => EmbeddedAws['state']['messages']
  /** The world's to begin with. */
  readonly faults: Faults
  readonly clock: Clock
  /** Tokens stay good over a reset. */
  readonly oidc: OidcEndpoint
  /** Faults and clock too are as they were. */
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
  const faults = createFaults(world.faults)
  const clock = createClock(now)
  const oidc = createOidcEndpoint(world.oidc, clock.now)
  const begin = (state: AwsState): EmbeddedAws => {
    state.issuers.set(oidc.issuer.url, oidc.issuer.keys)
    return createEmbeddedAws({ state, now: clock.now, faults })
  }
  let aws = begin(state)
  return {
    principals,
    handle: (request) => aws.handle(request),
    log: () => aws.log,
    messages: () => aws.state.messages,
    faults,
    clock,
    oidc,
    reset: () => {
      clock.reset()
      faults.clear()
      faults.add(world.faults)
      aws = begin(buildWorld(world).state)
    }
  }
}
