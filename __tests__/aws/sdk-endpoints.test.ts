import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { GetRoleCommand } from '@aws-sdk/client-iam'
import { createClientsFor, type Clients } from '../../src/aws/clients.js'
import { isOfAws } from '../../src/aws/wire/endpoints.js'
import type { Handler, WireRequest } from '../../src/aws/wire/transport.js'
import type { Region } from '../../src/domain/aws-ids.js'

/** Where a request would go, and for which Region and service it is signed; nothing is sent. */
interface Addressed {
  readonly origin: string
  readonly scope: string
}

async function addressOf(
  region: string,
  call: (clients: Clients) => Promise<unknown>
): Promise<Addressed> {
  const seen: WireRequest[] = []
  const handler: Handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request: WireRequest) => {
      seen.push(request)
      return Promise.reject(new Error('nothing is sent'))
    }
  }
  const settings = { region: region as Region, env: {}, version: '1', handler }
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' }
  await call(createClientsFor(settings)(() => Promise.resolve(keys))).catch(() => undefined)
  const [request] = seen
  const [, scope = ''] =
    /Credential=AKIAEXAMPLE\/\d{8}\/([^,]+)\/aws4_request/.exec(
      request?.headers['authorization'] ?? ''
    ) ?? []
  return { origin: `${request?.protocol}//${request?.hostname}`, scope }
}

const calls = {
  sts: ({ sts }: Clients) => sts().send(new GetCallerIdentityCommand({})),
  iam: ({ iam }: Clients) => iam().send(new GetRoleCommand({ RoleName: 'a' })),
  smsVoice: async ({ smsVoice }: Clients) => {
    const { client, sdk } = await smsVoice()
    return client.send(new sdk.DescribePhoneNumbersCommand({}))
  },
  pinpoint: async ({ pinpoint }: Clients) => {
    const { client, sdk } = await pinpoint()
    return client.send(new sdk.GetAppsCommand({}))
  }
} as const

// STS of the Region, never the global one; IAM has one endpoint for each partition.
test.each([
  ['sts', 'us-east-1', 'https://sts.us-east-1.amazonaws.com', 'us-east-1/sts'],
  ['sts', 'us-west-2', 'https://sts.us-west-2.amazonaws.com', 'us-west-2/sts'],
  ['sts', 'us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1/sts'],
  ['iam', 'us-east-1', 'https://iam.amazonaws.com', 'us-east-1/iam'],
  ['iam', 'us-west-2', 'https://iam.amazonaws.com', 'us-east-1/iam'],
  ['iam', 'us-gov-west-1', 'https://iam.us-gov.amazonaws.com', 'us-gov-west-1/iam'],
  ['iam', 'us-gov-east-1', 'https://iam.us-gov.amazonaws.com', 'us-gov-west-1/iam'],
  ['smsVoice', 'us-west-2', 'https://sms-voice.us-west-2.amazonaws.com', 'us-west-2/sms-voice'],
  [
    'smsVoice',
    'us-gov-west-1',
    'https://sms-voice.us-gov-west-1.amazonaws.com',
    'us-gov-west-1/sms-voice'
  ],
  [
    'pinpoint',
    'us-west-2',
    'https://pinpoint.us-west-2.amazonaws.com',
    'us-west-2/mobiletargeting'
  ],
  [
    'pinpoint',
    'us-gov-west-1',
    'https://pinpoint.us-gov-west-1.amazonaws.com',
    'us-gov-west-1/mobiletargeting'
  ]
] as const)('%s in %s is asked at %s, signed for %s', async (service, region, origin, scope) => {
  const address = await addressOf(region, calls[service])
  expect(address).toEqual({ origin, scope })
  expect(isOfAws(address.origin)).toBe(true)
})
