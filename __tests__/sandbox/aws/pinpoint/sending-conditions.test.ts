import * as pinpoint from '@aws-sdk/client-pinpoint'
import { PutResourcePolicyCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { thrownBy } from '../../server/example-world.js'
import {
  application,
  clientsOf,
  lettingPinpointSend,
  owned,
  sharedWorld,
  somebody,
  type Changes
} from '../sms-voice/shared-world.js'

async function sent(changes: Changes, OriginationNumber: string, to = somebody) {
  const world = sharedWorld(changes)
  return { world, result: await send(world, OriginationNumber, to) }
}

async function send(world: ReturnType<typeof sharedWorld>, OriginationNumber: string, to: string) {
  const { MessageResponse } = await clientsOf(world, 'runner').pinpoint.send(
    new pinpoint.SendMessagesCommand({
      ApplicationId: application,
      MessageRequest: {
        Addresses: { [to]: { ChannelType: 'SMS' } },
        MessageConfiguration: { SMSMessage: { Body: 'Test 1', OriginationNumber } }
      }
    })
  )
  return MessageResponse?.Result?.[to]
}

test.each<[string, Changes, string, string, string]>([
  ['who opted out', {}, '+12065550101', '+12065550199', 'OPT_OUT'],
  ['a number whose registration is open', {}, '+12065550103', somebody, 'PERMANENT_FAILURE'],
  ['a new number not shared with Pinpoint', {}, '+12065550105', somebody, 'PERMANENT_FAILURE'],
  [
    'a destination nobody verified, in the sandbox',
    { smsVoice: { accountTier: 'SANDBOX' } },
    '+12065550101',
    '+12065550177',
    'PERMANENT_FAILURE'
  ],
  [
    'a month whose limit is spent',
    { smsVoice: { textSpent: 1 } },
    '+12065550101',
    somebody,
    'PERMANENT_FAILURE'
  ],
  [
    'a disabled account',
    { smsVoice: { standing: 'disabled' } },
    '+12065550101',
    somebody,
    'PERMANENT_FAILURE'
  ]
])('%s is told inside a 200', async (_name, changes, from, to, DeliveryStatus) => {
  const { world, result } = await sent(changes, from, to)
  expect(result).toMatchObject({ DeliveryStatus })
  expect(world.messages()).toEqual([])
})

test('a new number sends once its policy lets Pinpoint in', async () => {
  const world = sharedWorld()
  await clientsOf(world, 'runner').sms.send(
    new PutResourcePolicyCommand({
      ResourceArn: owned('phone-number/phone-5'),
      Policy: JSON.stringify(lettingPinpointSend('phone-number/phone-5'))
    })
  )
  expect(await send(world, '+12065550105', somebody)).toMatchObject({ StatusCode: 200 })
})

test('an application is created without a channel, which is then made and changed', async () => {
  const client = clientsOf(sharedWorld(), 'runner').pinpoint
  const created = await client.send(
    new pinpoint.CreateAppCommand({ CreateApplicationRequest: { Name: 'new', tags: { a: 'b' } } })
  )
  expect(created.$metadata.httpStatusCode).toBe(201)
  expect(created.ApplicationResponse).toMatchObject({ Name: 'new', tags: { a: 'b' } })
  const ApplicationId = created.ApplicationResponse?.Id ?? ''
  const channel = () => client.send(new pinpoint.GetSmsChannelCommand({ ApplicationId }))
  expect(await thrownBy(channel())).toMatchObject({ name: 'NotFoundException' })
  const update = (SMSChannelRequest: pinpoint.SMSChannelRequest) =>
    client.send(new pinpoint.UpdateSmsChannelCommand({ ApplicationId, SMSChannelRequest }))
  await update({ Enabled: true, SenderId: 'ACME' })
  await update({ Enabled: false })
  expect((await channel()).SMSChannelResponse).toMatchObject({
    ApplicationId,
    Platform: 'SMS',
    Enabled: false,
    SenderId: 'ACME',
    Version: 2
  })
  await client.send(new pinpoint.DeleteAppCommand({ ApplicationId }))
  expect(await thrownBy(channel())).toMatchObject({ name: 'NotFoundException' })
})

test('an application needs a name', async () => {
  const client = clientsOf(sharedWorld(), 'runner').pinpoint
  const create = new pinpoint.CreateAppCommand({ CreateApplicationRequest: { Name: '' } })
  expect(await thrownBy(client.send(create))).toMatchObject({ name: 'BadRequestException' })
})

test('an application whose channel is off sends nothing', async () => {
  const world = sharedWorld()
  await clientsOf(world, 'runner').pinpoint.send(
    new pinpoint.UpdateSmsChannelCommand({
      ApplicationId: application,
      SMSChannelRequest: { Enabled: false }
    })
  )
  expect(await send(world, '+12065550101', somebody)).toMatchObject({
    DeliveryStatus: 'PERMANENT_FAILURE'
  })
})

test('a channel whose settings are of another type is refused', async () => {
  const wrong = { Enabled: 'yes' } as unknown as pinpoint.SMSChannelRequest
  const update = clientsOf(sharedWorld(), 'runner').pinpoint.send(
    new pinpoint.UpdateSmsChannelCommand({ ApplicationId: application, SMSChannelRequest: wrong })
  )
  expect(await thrownBy(update)).toMatchObject({ name: 'BadRequestException' })
})
