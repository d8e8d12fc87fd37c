import {
  GetAppCommand,
  GetAppsCommand,
  SendMessagesCommand,
  type MessageRequest
} from '@aws-sdk/client-pinpoint'
import type { Listening } from '../../../../src/sandbox/server/listen.js'
import {
  applicationId,
  ask,
  clientsFor,
  startExample,
  thrownBy
} from '../../server/example-world.js'

const to = '+14254147755'
const unknownId = 'f'.repeat(32)
const arn = (resource: string) => `arn:aws:mobiletargeting:us-east-1:111122223333:${resource}`
const alerts = {
  Arn: arn(`apps/${applicationId}`),
  Id: applicationId,
  Name: 'alerts',
  tags: {},
  CreationDate: '2026-01-01T00:00:00.000Z'
}

let listening: Listening
beforeEach(async () => {
  listening = await startExample()
})
afterEach(() => listening.close())

const client = (name = 'runner') => clientsFor(listening, name).pinpoint
const getApp = (ApplicationId: string, name?: string) =>
  client(name).send(new GetAppCommand({ ApplicationId }))

const request = (
  sms: Record<string, string> = {},
  address: Record<string, string> = {},
  recipient = to
): MessageRequest => ({
  Addresses: { [recipient]: { ChannelType: 'SMS', ...address } },
  MessageConfiguration: {
    SMSMessage: { Body: 'Test 1', OriginationNumber: '+12065550100', ...sms }
  }
})

const sendMessages = (MessageRequest: MessageRequest, name?: string, id = applicationId) =>
  client(name).send(new SendMessagesCommand({ ApplicationId: id, MessageRequest }))

test('an application is told', async () => {
  expect((await getApp(applicationId)).ApplicationResponse).toEqual(alerts)
})

test('an unknown application is not found, but only for who may ask', async () => {
  expect(await thrownBy(getApp(unknownId))).toMatchObject({
    name: 'NotFoundException',
    RequestID: expect.any(String) as string,
    $metadata: { httpStatusCode: 404 }
  })
  expect(await thrownBy(getApp(unknownId, 'bare-app'))).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(arn(`apps/${unknownId}`)) as string,
    $metadata: { httpStatusCode: 403 }
  })
})

test('applications come in pages', async () => {
  const first = (await client().send(new GetAppsCommand({ PageSize: '1' }))).ApplicationsResponse
  expect(first?.Item).toEqual([alerts])
  const Token = first?.NextToken
  const rest = await client().send(new GetAppsCommand({ PageSize: '1', ...(Token && { Token }) }))
  expect(rest.ApplicationsResponse?.Item?.map(({ Name }) => Name)).toEqual(['news'])
  expect(rest.ApplicationsResponse?.NextToken).toBeUndefined()
})

test('applications of another Region are not told', async () => {
  const elsewhere = clientsFor(listening, 'runner', 'us-west-2').pinpoint
  expect((await elsewhere.send(new GetAppsCommand({}))).ApplicationsResponse?.Item).toEqual([])
})

test.each([
  ['PageSize', { PageSize: 'x' }],
  ['Token', { Token: 'x' }]
])('a bad %s is refused', async (_name, input) => {
  expect((await thrownBy(client().send(new GetAppsCommand(input)))).name).toBe(
    'BadRequestException'
  )
})

test('a message is accepted and kept', async () => {
  const { MessageResponse } = await sendMessages(request())
  expect(MessageResponse?.ApplicationId).toBe(applicationId)
  expect(MessageResponse?.Result?.[to]).toMatchObject({
    DeliveryStatus: 'SUCCESSFUL',
    StatusCode: 200
  })
  const { body } = await ask(listening, '/_sandbox/messages')
  expect(body).toMatchObject([
    {
      id: MessageResponse?.Result?.[to]?.MessageId,
      service: 'mobiletargeting',
      from: '+12065550100',
      to,
      body: 'Test 1'
    }
  ])
})

test.each([
  ['a number of nobody’s', request({ OriginationNumber: '+12065559999' }), 404],
  ['a number of another Region', request({ OriginationNumber: '+12065550103' }), 404],
  ['a number that is not active', request({ OriginationNumber: '+12065550101' }), 400],
  ['a number without SMS', request({ OriginationNumber: '+12065550102' }), 400],
  ['no body', request({ Body: '' }), 400],
  ['a body that is too long', request({ Body: 'x'.repeat(1_601) }), 400],
  ['another message type than the number’s', request({ MessageType: 'PROMOTIONAL' }), 400],
  ['another channel', request({}, { ChannelType: 'EMAIL' }), 400],
  ['a country out of reach', request({}, {}, '+447860019066'), 400],
  ['an address that is no number', request({}, {}, 'somebody'), 400]
])('%s fails inside a 200', async (_name, message, StatusCode) => {
  const { MessageResponse, $metadata } = await sendMessages(message)
  expect($metadata.httpStatusCode).toBe(200)
  expect(Object.values(MessageResponse?.Result ?? {})).toMatchObject([
    { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode }
  ])
  expect((await ask(listening, '/_sandbox/messages')).body).toEqual([])
})

const crowd = Object.fromEntries(
  Array.from({ length: 101 }, (_none, at) => [`+1206555${1_000 + at}`, { ChannelType: 'SMS' }])
) as MessageRequest['Addresses']

test.each<[string, MessageRequest]>([
  ['no configuration', { Addresses: { [to]: {} }, MessageConfiguration: undefined }],
  ['nobody to send to', { MessageConfiguration: {} }],
  ['too many to send to', { Addresses: crowd, MessageConfiguration: {} }],
  ['an unknown channel', request({}, { ChannelType: 'PIGEON' })]
])('a request with %s is refused', async (_name, message) => {
  expect(await thrownBy(sendMessages(message))).toMatchObject({
    name: 'BadRequestException',
    $metadata: { httpStatusCode: 400 }
  })
})

test('sending needs permission on the messages of the application, not on it alone', async () => {
  expect(await thrownBy(sendMessages(request(), 'bare-app'))).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(arn(`apps/${applicationId}/messages`)) as string
  })
  expect((await getApp(applicationId, 'bare-app')).ApplicationResponse?.Id).toBe(applicationId)
})

test('an unknown application cannot send', async () => {
  expect((await thrownBy(sendMessages(request(), 'runner', unknownId))).name).toBe(
    'NotFoundException'
  )
})

test.each<[string, Partial<MessageRequest>]>([
  ['TemplateConfiguration', { TemplateConfiguration: { SMSTemplate: { Name: 'alert' } } }],
  [
    'EmailMessage',
    { MessageConfiguration: { SMSMessage: { Body: 'Test' }, EmailMessage: { Body: 'Test' } } }
  ]
])('%s is refused, not ignored', async (member, change) => {
  expect(await thrownBy(sendMessages({ ...request(), ...change }))).toMatchObject({
    name: 'BadRequestException',
    message: `The sandbox does not support the member ${member}`
  })
})
