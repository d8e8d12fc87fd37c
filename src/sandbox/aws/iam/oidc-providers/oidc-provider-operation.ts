import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { StoredOidcProvider } from '../../oidc/stored-provider.js'
import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, validationError, type InputShape } from '../../query-input.js'
import { tagContext } from '../../authorization/request-context.js'
import { noSuchEntity } from '../errors.js'
import { accountOf } from '../roles/role-operation.js'
import { arn } from '../shapes.js'

/** What sets one operation on an OpenID Connect provider apart from another. */
export interface OidcProviderOperationParts {
  readonly name: string
  /** Members beside OpenIDConnectProviderArn. */
  readonly members?: Readonly<Record<string, InputShape>>
  /** What the model does not say. */
  readonly validate?: (input: Members) => void
  /** Condition keys beside the provider's tags. */
  readonly context?: (input: Members) => RequestContext
  readonly run: (provider: StoredOidcProvider, input: Members, call: Call) => Members
  /** What is answered where there is no provider; an error by default. */
  readonly absent?: () => Members
}

/** An operation on one OpenID Connect provider of the caller's account, known by its ARN. */
export function oidcProviderOperation(parts: OidcProviderOperationParts): Operation {
  const { name, members = {}, validate, context, run, absent } = parts
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input) => [text(input, 'OpenIDConnectProviderArn')],
    context: (input, call) => ({
      ...providerTagContext(findProvider(text(input, 'OpenIDConnectProviderArn'), call), call),
      ...context?.(input)
    }),
    validate: (input) => {
      refuseUnlessModelled({ members: { OpenIDConnectProviderArn: arn, ...members } }, input)
      const given = text(input, 'OpenIDConnectProviderArn')
      if (!/^arn:[^:]+:iam::\d{12}:oidc-provider\/.+$/.test(given)) {
        throw validationError(`Invalid ARN: ${given}`)
      }
      validate?.(input)
    },
    run: (input, call) => {
      const given = text(input, 'OpenIDConnectProviderArn')
      const provider = findProvider(given, call)
      if (provider !== undefined) return run(provider, input, call)
      if (absent !== undefined) return absent()
      throw noSuchEntity(`OpenIDConnect Provider not found for arn ${given}`)
    }
  }
}

function findProvider(providerArn: string, call: Call): StoredOidcProvider | undefined {
  const provider = accountOf(call).oidcProviders.get(providerArn)
  return provider?.exists.current === true ? provider : undefined
}

function providerTagContext(provider: StoredOidcProvider | undefined, call: Call): RequestContext {
  if (provider === undefined) return {}
  const tags = provider.tags.asOf(call.now - call.state.authorizationDelayMs)
  return { ...tagContext('aws:ResourceTag', tags), ...tagContext('iam:ResourceTag', tags) }
}
