import type {
  DescribeRegistrationsCommandOutput,
  DescribeRegistrationVersionsCommandOutput,
  RegistrationVersionInformation
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Answer } from '../../app/ports.js'
import type { Registration, RegistrationVersion } from '../../domain/preflight.js'
import type { Clients } from '../clients.js'
import { given, IncompleteAnswer } from '../wire/failure.js'
import { look } from '../look.js'
import type { Shared } from '../shared.js'

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeRegistrations.html */
export function describeRegistration(
  id: string,
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<Answer<Registration>> {
  return look(
    {
      name: 'sms-voice:DescribeRegistrations',
      about: id,
      read: (output: DescribeRegistrationsCommandOutput) => readRegistration(output, id),
      describe: ({ type, status }: Registration) => `${type} ${status}`,
      send: ({ client, sdk }) =>
        client.send(new sdk.DescribeRegistrationsCommand({ RegistrationIds: [id] }))
    },
    smsVoice,
    shared
  )
}

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeRegistrationVersions.html */
export function describeVersions(
  id: string,
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<Answer<readonly RegistrationVersion[]>> {
  const input = { RegistrationId: id, MaxResults: 100 }
  return look(
    {
      name: 'sms-voice:DescribeRegistrationVersions',
      about: id,
      read: readVersions,
      describe: (versions: readonly RegistrationVersion[]) => versions.map(inWords).join('; '),
      send: ({ client, sdk }) => client.send(new sdk.DescribeRegistrationVersionsCommand(input))
    },
    smsVoice,
    shared
  )
}

function readRegistration(
  { Registrations }: DescribeRegistrationsCommandOutput,
  id: string
): Registration {
  const all = given(Registrations, 'Registrations')
  const { RegistrationType, RegistrationStatus } = given(
    all.find(({ RegistrationId, RegistrationArn }) =>
      [RegistrationId, RegistrationArn].includes(id)
    ),
    `the registration ${id}`
  )
  return {
    type: given(RegistrationType, 'RegistrationType'),
    status: given(RegistrationStatus, 'RegistrationStatus')
  }
}

function readVersions({
  RegistrationVersions,
  NextToken
}: DescribeRegistrationVersionsCommandOutput): readonly RegistrationVersion[] {
  // The order of versions is not documented, so the first hundred of more would tell nothing.
  if (NextToken) throw new IncompleteAnswer('the registration has more than 100 versions')
  return given(RegistrationVersions, 'RegistrationVersions').map(readVersion)
}

function readVersion(version: RegistrationVersionInformation): RegistrationVersion {
  const { VersionNumber, RegistrationVersionStatus, DeniedReasons = [], Feedback } = version
  const denials = DeniedReasons.map(
    ({ Reason, ShortDescription, LongDescription, DocumentationLink }) =>
      [Reason, ShortDescription, LongDescription, DocumentationLink]
        .filter((text) => text)
        .join(': ')
  )
  return {
    number: given(VersionNumber, 'VersionNumber'),
    status: given(RegistrationVersionStatus, 'RegistrationVersionStatus'),
    denials: [...denials, ...(Feedback ? [Feedback] : [])]
  }
}

function inWords({ number, status, denials }: RegistrationVersion): string {
  return [`version ${number} ${status}`, ...denials].join(', ')
}
