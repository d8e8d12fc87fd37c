import { GetRoleCommand } from '@aws-sdk/client-iam'
import type {
  Answer,
  HarmlessRead,
  PinpointMessage,
  SenderSession,
  TextMessage
} from '../app/ports.js'
import { concealNumber } from '../domain/messaging/phone-number.js'
import { roleArnParts, type RoleArn } from '../domain/aws-ids.js'
import type { Reply } from './ask.js'
import { assumeRole } from './credentials/assume-role.js'
import { getCallerIdentity } from './credentials/caller-identity.js'
import type { Clients } from './clients.js'
import { describeNumbers } from './messaging/describe-numbers.js'
import { answerOf, type Concealed } from './evidence.js'
import { given } from './wire/failure.js'
import { getApps, sendMessages } from './messaging/pinpoint.js'
import type { Shared } from './shared.js'
import { sendTextMessage, shownOrigin } from './messaging/sms-voice.js'

/** A session of the sender role, for as long as its keys last. */
export function createSenderSession(clients: Clients, arn: string, shared: Shared): SenderSession {
  return {
    async whoAmI() {
      const reply = await getCallerIdentity(clients.sts(), shared.ask, arn)
      return answerOf(reply, { name: 'sts:GetCallerIdentity', about: arn, how: 'observed' }, shared)
    },
    sendTextMessage: (message) => sendText(message, clients, shared),
    sendMessages: (message) => sendThroughPinpoint(message, clients, shared),
    attempt: (read, role) => attempt(read, { role, clients, shared })
  }
}

async function sendText(
  message: TextMessage,
  { smsVoice }: Clients,
  shared: Shared
): ReturnType<SenderSession['sendTextMessage']> {
  const dry = message.purpose === 'dry-run'
  const asked = {
    name: dry ? 'sms-voice:SendTextMessage (dry run)' : 'sms-voice:SendTextMessage',
    about: shownOrigin(message.from),
    how: 'observed',
    conceal: [...concealedOf(message), originOf(message)]
  } as const
  const describe = (): string => (dry ? 'allowed' : 'accepted')
  const reply = await sendTextMessage(smsVoice, message, shared)
  return answerOf(reply, asked, { clock: shared.clock, describe })
}

async function sendThroughPinpoint(
  message: PinpointMessage,
  { pinpoint }: Clients,
  { ask, clock }: Shared
): ReturnType<SenderSession['sendMessages']> {
  const asked = {
    name: 'mobiletargeting:SendMessages',
    about: `apps/${message.applicationId}/messages`,
    how: 'observed',
    conceal: [...concealedOf(message), originOf(message)]
  } as const
  const reply = await sendMessages(await pinpoint(), message, ask)
  return answerOf(reply, asked, { clock, describe: () => 'accepted' })
}

function concealedOf({ to, body }: Pick<TextMessage, 'to' | 'body'>): readonly Concealed[] {
  return [
    { text: to, shown: concealNumber(to) },
    { text: body, shown: '<message>' }
  ]
}

/** Only a phone number differs from what is shown of it. */
function originOf({ from }: Pick<TextMessage, 'from'>): Concealed {
  return { text: from, shown: shownOrigin(from) }
}

interface Attempt {
  readonly role: RoleArn
  readonly clients: Clients
  readonly shared: Shared
}

async function attempt(read: HarmlessRead, of: Attempt): Promise<Answer<null>> {
  const takesRole = read === 'iam:GetRole' || read === 'sts:AssumeRole'
  const asked = { name: read, about: takesRole ? of.role : '*', how: 'observed' } as const
  const answer = answerOf<unknown>(await tryRead(read, of), asked, of.shared)
  return answer.ok ? { ...answer, value: null } : answer
}

const oneNumber = { input: { MaxResults: 1 }, effect: 'probe' } as const

async function tryRead(
  read: HarmlessRead,
  { role, clients, shared }: Attempt
): Promise<Reply<unknown>> {
  switch (read) {
    case 'iam:GetRole':
      return getOwnRole(role, clients, shared)
    case 'sts:AssumeRole': {
      const { id, attempt } = shared.run
      const sessionName = `sms-10dlc-self-${id}-${attempt}`.slice(0, 64)
      const input = { role, sessionName, durationSeconds: 900 }
      return assumeRole(clients.sts(), input, { ...shared, effect: 'probe' })
    }
    case 'sms-voice:DescribePhoneNumbers':
      return describeNumbers(clients.smsVoice, oneNumber, shared)
    case 'mobiletargeting:GetApps':
      return getApps(await clients.pinpoint(), shared.ask)
    default:
      return read satisfies never
  }
}

function getOwnRole(role: RoleArn, { iam }: Clients, { ask }: Shared): Promise<Reply<string>> {
  return ask({
    name: 'iam:GetRole',
    about: role,
    effect: 'probe',
    send: () => iam().send(new GetRoleCommand({ RoleName: roleArnParts(role).name })),
    read: ({ Role }) => given(Role?.Arn, 'Role.Arn')
  })
}
