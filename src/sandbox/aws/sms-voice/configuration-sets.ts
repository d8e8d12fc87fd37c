import type { Call, Members, Operation } from '../operation.js'
import { accountLimits } from './account.js'
import { smsVoiceArn } from './numbers/arns.js'
import * as d from './define.js'
import { conflict, notFound, quotaExceeded } from './errors.js'
import * as shapes from './shapes.js'
import { seconds, storeOf } from './store.js'

const filterNames = [
  'event-destination-name',
  'matching-event-types',
  'default-message-type',
  'default-sender-id',
  'default-message-feedback-enabled',
  'protect-configuration-id'
]

const createConfigurationSet = d.defineCreation({
  name: 'CreateConfigurationSet',
  shape: shapes.structure(
    {
      ConfigurationSetName: shapes.resourceName,
      Tags: shapes.tags,
      ClientToken: shapes.clientToken
    },
    ['ConfigurationSetName']
  ),
  resources: () => ['*'],
  run: (input, call) => {
    const name = d.given(input, 'ConfigurationSetName')
    const { configurationSets } = storeOf(call)
    if (configurationSets.has(name)) {
      throw conflict('RESOURCE_ALREADY_EXISTS', 'The configuration set exists', {
        type: 'configuration-set',
        id: name
      })
    }
    if (configurationSets.size >= accountLimits.CONFIGURATION_SETS) {
      throw quotaExceeded('CONFIGURATION_SETS_PER_ACCOUNT', 'The account has no room for another')
    }
    configurationSets.set(name, call.now)
    return { ...identityOf(call, name), Tags: input.Tags ?? [] }
  }
})

const describeConfigurationSets = d.define({
  name: 'DescribeConfigurationSets',
  shape: shapes.structure({
    ConfigurationSetNames: shapes.idsOrArns,
    Filters: shapes.filtersNamed(filterNames),
    ...shapes.paging
  }),
  resources: (input, call) => d.listed(input, 'ConfigurationSetNames', 'configuration-set')(call),
  run: (input, call) => {
    const wanted = d.texts(input, 'ConfigurationSetNames')
    const chosen =
      wanted.length === 0
        ? [...storeOf(call).configurationSets.keys()]
        : wanted.map((each) => configurationSetNamed(call, each))
    // No set here has a destination or a default, so only this filter can be satisfied.
    const found = chosen.filter(() =>
      d.matchesFilters(input, { 'default-message-feedback-enabled': ['false'] })
    )
    return d.page(input, found, {
      name: 'ConfigurationSets',
      render: (name) => renderSet(call, name)
    })
  }
})

const deleteConfigurationSet = d.define({
  name: 'DeleteConfigurationSet',
  shape: shapes.structure({ ConfigurationSetName: shapes.idOrArn }, ['ConfigurationSetName']),
  // The reference lists no resource type for it.
  resources: () => ['*'],
  run: (input, call) => {
    const name = configurationSetNamed(call, d.given(input, 'ConfigurationSetName'))
    const told = renderSet(call, name)
    storeOf(call).configurationSets.delete(name)
    return told
  }
})

/**
 * Configuration sets, without event destinations.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets.html
 */
export const configurationSetOperations: readonly Operation[] = [
  createConfigurationSet,
  describeConfigurationSets,
  deleteConfigurationSet
]

/** The name of the set that a name or ARN names; throws ResourceNotFoundException for none. */
export function configurationSetNamed(call: Call, nameOrArn: string): string {
  const names = [...storeOf(call).configurationSets.keys()]
  const found = names.find(
    (name) => name === nameOrArn || smsVoiceArn(call, 'configuration-set', name) === nameOrArn
  )
  if (found === undefined) throw notFound({ type: 'configuration-set', id: nameOrArn })
  return found
}

const identityOf = (call: Call, name: string): Members => ({
  ConfigurationSetArn: smsVoiceArn(call, 'configuration-set', name),
  ConfigurationSetName: name,
  CreatedTimestamp: seconds(storeOf(call).configurationSets.get(name) ?? 0)
})

const renderSet = (call: Call, name: string): Members => ({
  ...identityOf(call, name),
  EventDestinations: [],
  DefaultMessageFeedbackEnabled: false
})
