import type { Call, Members, Operation } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { arnFromIdOrArn, names } from './arns.js'
import { define, given, listed, matchesFilters, page, texts } from '../define.js'
import { invalid, notFound } from '../errors.js'
import { numbersOf } from './numbers.js'
import { filtersNamed, idOrArn, idsOrArns, paging, structure } from '../shapes.js'
import type { RegistrationVersion, StoredRegistration } from '../store.js'
import { seconds, smsVoiceStore, storeOf } from '../store.js'

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeRegistrations.html */
const describeRegistrations = define({
  name: 'DescribeRegistrations',
  shape: structure({
    RegistrationIds: idsOrArns,
    Filters: filtersNamed(['registration-type', 'registration-status']),
    ...paging
  }),
  resources: (input, call) => listed(input, 'RegistrationIds', 'registration')(call),
  run: (input, call) => {
    const ids = texts(input, 'RegistrationIds')
    const chosen =
      ids.length === 0 ? storeOf(call).registrations : ids.map((id) => registrationOf(call, id))
    const found = chosen.filter(({ type, status }) =>
      matchesFilters(input, { 'registration-type': [type], 'registration-status': [status] })
    )
    return page(input, found, { name: 'Registrations', render: renderRegistration })
  }
})

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeRegistrationVersions.html */
const describeRegistrationVersions = define({
  name: 'DescribeRegistrationVersions',
  shape: structure(
    {
      RegistrationId: idOrArn,
      VersionNumbers: { kind: 'list', max: 5, of: { kind: 'integer', min: 1, max: 100_000 } },
      Filters: filtersNamed(['registration-version-status']),
      ...paging
    },
    ['RegistrationId']
  ),
  resources: itsRegistration,
  run: (input, call) => {
    const registration = registrationOf(call, given(input, 'RegistrationId'))
    const found = chosenVersions(input, registration).filter(({ status }) =>
      matchesFilters(input, { 'registration-version-status': [status] })
    )
    return {
      ...identityOf(registration),
      ...page(input, found, { name: 'RegistrationVersions', render: renderVersion })
    }
  }
})

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_ListRegistrationAssociations.html */
const listRegistrationAssociations = define({
  name: 'ListRegistrationAssociations',
  shape: structure(
    {
      RegistrationId: idOrArn,
      Filters: filtersNamed(['resource-type', 'iso-country-code']),
      ...paging
    },
    ['RegistrationId']
  ),
  resources: itsRegistration,
  run: (input, call) => {
    const registration = registrationOf(call, given(input, 'RegistrationId'))
    const found = numbersOf(call).filter(
      ({ id, countryCode }) =>
        registration.numbers.includes(id) &&
        matchesFilters(input, {
          'resource-type': ['phone-number'],
          'iso-country-code': [countryCode]
        })
    )
    const listing = page(input, found, {
      name: 'RegistrationAssociations',
      render: ({ arn, id, countryCode, e164 }) => ({
        ResourceArn: arn,
        ResourceId: id,
        ResourceType: 'phone-number',
        IsoCountryCode: countryCode,
        PhoneNumber: e164
      })
    })
    return { ...identityOf(registration), RegistrationType: registration.type, ...listing }
  }
})

/** What SMS Voice v2 tells of registrations; worlds hold them, no call here makes one. */
export const registrationOperations: readonly Operation[] = [
  describeRegistrations,
  describeRegistrationVersions,
  listRegistrationAssociations
]

/** The registration that a number belongs to; of a TEN_DLC number, its campaign. */
export function registrationOfNumber(
  { state }: Call,
  { id, arn, region }: StoredNumber
): StoredRegistration | undefined {
  const owner = arn.split(':')[4] ?? ''
  return smsVoiceStore(state, owner, region).registrations.find(({ numbers }) =>
    numbers.includes(id)
  )
}

function itsRegistration(input: Members, call: Call): readonly string[] {
  return [arnFromIdOrArn(call, 'registration', given(input, 'RegistrationId'))]
}

function registrationOf(call: Call, idOrArn: string): StoredRegistration {
  const found = storeOf(call).registrations.find((each) => names(idOrArn, each))
  if (found === undefined) throw notFound({ type: 'registration', id: idOrArn })
  return found
}

function chosenVersions(
  input: Members,
  { versions }: StoredRegistration
): readonly RegistrationVersion[] {
  const wanted = (input.VersionNumbers ?? []) as readonly number[]
  // Unknown in AWS: the order of a registration's versions; here the newest comes first.
  if (wanted.length === 0) return [...versions].sort((a, b) => b.number - a.number)
  return wanted.map((number) => {
    const version = versions.find((each) => each.number === number)
    if (version !== undefined) return version
    throw invalid('UNKNOWN_REGISTRATION_VERSION', `There is no version ${number}`)
  })
}

const identityOf = ({ arn, id }: StoredRegistration): Members => ({
  RegistrationArn: arn,
  RegistrationId: id
})

function renderRegistration(registration: StoredRegistration): Members {
  const { type, status, versions, attributes, createdAt } = registration
  const latest = (...statuses: readonly string[]): number =>
    Math.max(0, ...versions.filter((v) => statuses.includes(v.status)).map((v) => v.number))
  // Unknown in AWS: whether a revoked version is still told as approved; here it is not.
  const approved = latest('APPROVED')
  const denied = latest('DENIED')
  return {
    ...identityOf(registration),
    RegistrationType: type,
    RegistrationStatus: status,
    CurrentVersionNumber: Math.max(1, ...versions.map(({ number }) => number)),
    ...(approved > 0 && { ApprovedVersionNumber: approved }),
    ...(denied > 0 && { LatestDeniedVersionNumber: denied }),
    ...(Object.keys(attributes).length > 0 && { AdditionalAttributes: attributes }),
    CreatedTimestamp: seconds(createdAt)
  }
}

function renderVersion({ number, status, ...version }: RegistrationVersion): Members {
  const { history, deniedReasons, feedback } = version
  const stamps = Object.entries(history).map(
    ([name, at]) => [`${inCamelCase(name)}Timestamp`, seconds(at)] as const
  )
  return {
    VersionNumber: number,
    RegistrationVersionStatus: status,
    RegistrationVersionStatusHistory: Object.fromEntries(stamps),
    ...(deniedReasons.length > 0 && { DeniedReasons: deniedReasons }),
    ...(feedback !== undefined && { Feedback: feedback })
  }
}

/** AWS_REVIEWING as AwsReviewing. */
const inCamelCase = (status: string): string =>
  status
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
