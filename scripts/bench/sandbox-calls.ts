import type { WireRequest, WireResponse } from '../../src/sandbox/aws/wire.js'
import type { Principal } from '../../src/sandbox/server/world/build-world.js'
import { signedRequest, type Asked, type Keys } from './signed-request.js'

type Principals = Readonly<Record<string, Principal>>
type Ask = (request: WireRequest) => Promise<WireResponse>

/** How many times each call is signed: more than a server could remember usefully. */
const SIGNED = 64

/**
 * The measured calls, ready to send: reading the role, assuming it with an external id, and a dry
 * run with the session, each signed many times over.
 */
export async function signedCalls(
  principals: Principals,
  ask: Ask
): Promise<Readonly<Record<string, readonly WireRequest[]>>> {
  const session = await assume(principals, ask)
  return {
    'iam:GetRole': signedOften(getRole, keysOf(principals, 'reconciler')),
    'sts:AssumeRole': signedOften(assumeRole, keysOf(principals, 'secondary-1')),
    'sms-voice:SendTextMessage': signedOften(sendTextMessage, session)
  }
}

/** Each differs from the others by a header that is signed too. */
const signedOften = (asked: (id: string) => Asked, keys: Keys): readonly WireRequest[] =>
  Array.from({ length: SIGNED }, (_, index) => signedRequest(asked(String(index)), keys))

const form = { 'content-type': 'application/x-www-form-urlencoded' }

const getRole = (id: string): Asked => ({
  service: 'iam',
  headers: { ...form, 'amz-sdk-invocation-id': id },
  body: 'Action=GetRole&Version=2010-05-08&RoleName=sms-10dlc-sender'
})

const assumeRole = (id: string): Asked => ({
  service: 'sts',
  headers: { ...form, 'amz-sdk-invocation-id': id },
  body: new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: 'arn:aws:iam::111122223333:role/sms-10dlc-sender',
    RoleSessionName: 'bench',
    ExternalId: 'example-external-id'
  }).toString()
})

const sendTextMessage = (id: string): Asked => ({
  service: 'sms-voice',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
    'amz-sdk-invocation-id': id
  },
  body: JSON.stringify({
    DestinationPhoneNumber: '+14254147755',
    OriginationIdentity: 'phone-0123456789abcdef0123456789abcdef',
    MessageBody: 'Test',
    DryRun: true
  })
})

async function assume(principals: Principals, ask: Ask): Promise<Keys> {
  const request = signedRequest(assumeRole('first'), keysOf(principals, 'secondary-1'))
  const { body } = await ask(request)
  const member = (name: string): string => {
    const found = new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1]
    if (found === undefined) throw new Error(`no ${name} in ${body}`)
    return found
  }
  return {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('SessionToken')
  }
}

function keysOf(principals: Principals, name: string): Keys {
  const found = principals[name]
  if (found === undefined) throw new Error(`the world has no principal ${name}`)
  return found
}
