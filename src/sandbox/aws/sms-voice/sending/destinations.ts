import type { Call, Members, Operation } from '../../operation.js'
import { accountLimits } from '../account.js'
import { arnFromIdOrArn, names, smsVoiceArn } from '../numbers/arns.js'
import { configurationSetNamed } from '../configuration-sets.js'
import * as d from '../define.js'
import { conflict, invalid, notFound, quotaExceeded } from '../errors.js'
import { authorizedArn } from './origination-identity.js'
import * as shapes from '../shapes.js'
import type { VerifiedDestination } from '../store.js'
import { seconds, storeOf, withPlus } from '../store.js'
import { sendCode, verificationIdentity } from './verification-code.js'

const describeVerifiedDestinationNumbers = d.define({
  name: 'DescribeVerifiedDestinationNumbers',
  shape: shapes.structure({
    VerifiedDestinationNumberIds: shapes.idsOrArns,
    DestinationPhoneNumbers: { kind: 'list', max: 5, of: shapes.phoneNumber },
    Filters: shapes.filtersNamed(['status', 'rcs-agent-id']),
    ...shapes.paging
  }),
  resources: (input, call) =>
    d.listed(input, 'VerifiedDestinationNumberIds', 'verified-destination-number')(call),
  run: (input, call) => {
    const found = chosen(input, call).filter((each) =>
      d.matchesFilters(input, { status: [statusOf(each)] })
    )
    return d.page(input, found, { name: 'VerifiedDestinationNumbers', render })
  }
})

const createVerifiedDestinationNumber = d.defineCreation({
  name: 'CreateVerifiedDestinationNumber',
  shape: shapes.structure(
    {
      DestinationPhoneNumber: shapes.phoneNumber,
      RcsAgentId: shapes.idOrArn,
      Tags: shapes.tags,
      ClientToken: shapes.clientToken
    },
    ['DestinationPhoneNumber']
  ),
  resources: () => ['*'],
  run: (input, call) => {
    const e164 = withPlus(d.given(input, 'DestinationPhoneNumber'))
    const agent = d.text(input, 'RcsAgentId')
    if (agent !== undefined) throw notFound({ type: 'rcs-agent', id: agent })
    const { destinations } = storeOf(call)
    const known = [...destinations.values()].find((each) => each.e164 === e164)
    if (known !== undefined) throw refused('RESOURCE_ALREADY_EXISTS', known)
    if (destinations.size >= accountLimits.VERIFIED_DESTINATION_NUMBERS) {
      const reason = 'VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT'
      throw quotaExceeded(reason, 'The account has no room for another destination')
    }
    const id = `verified-destination-number-${call.state.ids.hex(32)}`
    const arn = smsVoiceArn(call, 'verified-destination-number', id)
    const destination = { id, arn, e164, verified: false, createdAt: call.now }
    destinations.set(id, destination)
    return { ...render(destination), Tags: input.Tags ?? [] }
  }
})

const languages =
  'DE_DE EN_GB EN_US ES_419 ES_ES FR_CA FR_FR IT_IT JA_JP KO_KR PT_BR ZH_CN ZH_TW'.split(' ')

const sendDestinationNumberVerificationCode = d.define({
  name: 'SendDestinationNumberVerificationCode',
  shape: shapes.structure(
    {
      VerifiedDestinationNumberId: shapes.idOrArn,
      VerificationChannel: { kind: 'string', oneOf: ['TEXT', 'VOICE'] },
      LanguageCode: { kind: 'string', oneOf: languages },
      OriginationIdentity: shapes.originationIdentity,
      ConfigurationSetName: shapes.idOrArn,
      Context: shapes.messageContext,
      DestinationCountryParameters: shapes.countryParameters
    },
    ['VerifiedDestinationNumberId', 'VerificationChannel']
  ),
  check: (input) => {
    verificationIdentity(input)
  },
  resources: (input, call) => {
    const set = d.text(input, 'ConfigurationSetName')
    // Unknown in AWS: what sending a code without an identity is authorized on; all resources.
    return [
      authorizedArn(verificationIdentity(input), call),
      ...(set === undefined ? [] : [arnFromIdOrArn(call, 'configuration-set', set)])
    ]
  },
  run: (input, call) => {
    const destination = destinationOf(call, d.given(input, 'VerifiedDestinationNumberId'))
    if (destination.verified) throw refused('VERIFICATION_ALREADY_COMPLETE', destination)
    const set = d.text(input, 'ConfigurationSetName')
    if (set !== undefined) configurationSetNamed(call, set)
    return { MessageId: sendCode(input, destination, call) }
  }
})

const oneDestination = { VerifiedDestinationNumberId: shapes.idOrArn }

const verifyDestinationNumber = d.define({
  name: 'VerifyDestinationNumber',
  shape: shapes.structure(
    {
      ...oneDestination,
      VerificationCode: { kind: 'string', min: 1, max: 20, pattern: '[A-Za-z0-9]+' }
    },
    ['VerifiedDestinationNumberId', 'VerificationCode']
  ),
  resources: itsArn,
  run: (input, call) => {
    const destination = destinationOf(call, d.given(input, 'VerifiedDestinationNumberId'))
    if (destination.verified) throw refused('VERIFICATION_ALREADY_COMPLETE', destination)
    // Unknown in AWS: what is answered while no code was sent, and how long one lasts; that it has
    // expired, and for ever.
    if (destination.code === undefined) throw refused('VERIFICATION_CODE_EXPIRED', destination)
    if (destination.code !== d.given(input, 'VerificationCode')) {
      throw invalid('VERIFICATION_CODE_MISMATCH', 'The code is not the one that was sent')
    }
    const verified = { ...destination, verified: true }
    storeOf(call).destinations.set(destination.id, verified)
    return render(verified)
  }
})

const deleteVerifiedDestinationNumber = d.define({
  name: 'DeleteVerifiedDestinationNumber',
  shape: shapes.structure(oneDestination, ['VerifiedDestinationNumberId']),
  resources: itsArn,
  run: (input, call) => {
    const destination = destinationOf(call, d.given(input, 'VerifiedDestinationNumberId'))
    storeOf(call).destinations.delete(destination.id)
    return { ...render(destination), Status: undefined }
  }
})

/**
 * The destinations that an account in the sandbox may send to.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/verify-destination-phone-number.html
 */
export const destinationOperations: readonly Operation[] = [
  describeVerifiedDestinationNumbers,
  createVerifiedDestinationNumber,
  sendDestinationNumberVerificationCode,
  verifyDestinationNumber,
  deleteVerifiedDestinationNumber
]

function itsArn(input: Members, call: Call): readonly string[] {
  const idOrArn = d.given(input, 'VerifiedDestinationNumberId')
  return [arnFromIdOrArn(call, 'verified-destination-number', idOrArn)]
}

function chosen(input: Members, call: Call): readonly VerifiedDestination[] {
  const ids = d.texts(input, 'VerifiedDestinationNumberIds')
  const numbers = d.texts(input, 'DestinationPhoneNumbers').map(withPlus)
  const all = [...storeOf(call).destinations.values()]
  const named = ids.length === 0 ? all : ids.map((id) => destinationOf(call, id))
  if (numbers.length === 0) return named
  // Unknown in AWS: whether asking for an unverified number is an error; here it is none.
  return named.filter(({ e164 }) => numbers.includes(e164))
}

function destinationOf(call: Call, idOrArn: string): VerifiedDestination {
  const all = [...storeOf(call).destinations.values()]
  const found = all.find((each) => names(idOrArn, each))
  if (found === undefined) throw notFound({ type: 'verified-destination-number', id: idOrArn })
  return found
}

const statusOf = ({ verified }: VerifiedDestination): string => (verified ? 'VERIFIED' : 'PENDING')

const refused = (reason: string, { id }: VerifiedDestination) =>
  conflict(reason, `The destination cannot be changed: ${reason}`, {
    type: 'verified-destination-number',
    id
  })

const render = (destination: VerifiedDestination) => ({
  VerifiedDestinationNumberArn: destination.arn,
  VerifiedDestinationNumberId: destination.id,
  DestinationPhoneNumber: destination.e164,
  Status: statusOf(destination),
  CreatedTimestamp: seconds(destination.createdAt)
})
