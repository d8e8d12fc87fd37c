import * as sms from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { thrownBy } from '../../server/example-world.js'
import { clientsOf, consumer, owned, sharedWorld, sharing } from './shared-world.js'

const owner = () => clientsOf(sharedWorld(), 'runner').sms

test('registrations are told with their versions and numbers', async () => {
  const client = owner()
  const { Registrations } = await client.send(new sms.DescribeRegistrationsCommand({}))
  expect(Registrations).toMatchObject([
    {
      RegistrationArn: owned('registration/registration-1'),
      RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
      RegistrationStatus: 'COMPLETE',
      CurrentVersionNumber: 1,
      ApprovedVersionNumber: 1
    },
    { RegistrationStatus: 'REVIEWING', CurrentVersionNumber: 2, LatestDeniedVersionNumber: 2 }
  ])
  const RegistrationId = owned('registration/registration-2')
  const { RegistrationVersions } = await client.send(
    new sms.DescribeRegistrationVersionsCommand({
      RegistrationId,
      Filters: [{ Name: 'registration-version-status', Values: ['DENIED'] }]
    })
  )
  expect(RegistrationVersions).toMatchObject([
    {
      VersionNumber: 2,
      RegistrationVersionStatus: 'DENIED',
      DeniedReasons: [{ Reason: 'R1' }],
      Feedback: 'say how people opt in'
    }
  ])
  expect(RegistrationVersions?.[0]?.RegistrationVersionStatusHistory?.DeniedTimestamp).toEqual(
    new Date('2026-01-01T00:00:00Z')
  )
  const associations = await client.send(
    new sms.ListRegistrationAssociationsCommand({ RegistrationId: 'registration-1' })
  )
  expect(associations.RegistrationAssociations).toEqual([
    {
      ResourceArn: owned('phone-number/phone-1'),
      ResourceId: 'phone-1',
      ResourceType: 'phone-number',
      IsoCountryCode: 'US',
      PhoneNumber: '+12065550101'
    }
  ])
})

test('a number tells its pool, its registration and its limits', async () => {
  const { PhoneNumbers } = await owner().send(
    new sms.DescribePhoneNumbersCommand({ PhoneNumberIds: ['phone-1', 'phone-5'] })
  )
  expect(PhoneNumbers).toMatchObject([
    { PoolId: 'pool-1', RegistrationId: 'registration-1' },
    {
      MessagingLimits: { RateLimits: { SMS: 3 }, DailyMessageCaps: { 'T-MOBILE': 2000 } },
      CreatedTimestamp: new Date('2025-01-01T00:00:00Z')
    }
  ])
  expect(PhoneNumbers?.[1]?.PoolId).toBeUndefined()
})

test('an account tells its tier, limits and spend limits', async () => {
  const world = sharedWorld({
    smsVoice: { accountTier: 'SANDBOX', spendLimits: { TEXT: { enforced: 50, max: 100 } } }
  })
  const client = clientsOf(world, 'runner').sms
  const attributes = await client.send(new sms.DescribeAccountAttributesCommand({}))
  expect(attributes.AccountAttributes).toEqual([{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }])
  const { AccountLimits } = await client.send(new sms.DescribeAccountLimitsCommand({}))
  expect(AccountLimits).toContainEqual({ Name: 'POOLS', Used: 2, Max: 25 })
  const { SpendLimits } = await client.send(new sms.DescribeSpendLimitsCommand({}))
  expect(SpendLimits?.[0]).toEqual({
    Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
    EnforcedLimit: 50,
    MaxLimit: 100,
    Overridden: false
  })
})

test('opted-out numbers are listed, added and removed, but not by force', async () => {
  const client = owner()
  const OptOutListName = 'Default'
  const describe = (OptedOutNumbers?: string[]) =>
    client.send(
      new sms.DescribeOptedOutNumbersCommand({
        OptOutListName,
        ...(OptedOutNumbers && { OptedOutNumbers })
      })
    )
  expect((await describe()).OptedOutNumbers?.map((each) => each.EndUserOptedOut)).toEqual([
    false,
    true
  ])
  expect(await thrownBy(describe(['+12065550111']))).toMatchObject({
    name: 'ResourceNotFoundException',
    ResourceType: 'opted-out-number'
  })
  const one = { OptOutListName, OptedOutNumber: '12065550111' }
  await client.send(new sms.PutOptedOutNumberCommand(one))
  expect((await describe(['+12065550111'])).OptedOutNumbers).toHaveLength(1)
  await client.send(new sms.DeleteOptedOutNumberCommand(one))
  const forced = { OptOutListName, OptedOutNumber: '+12065550198' }
  expect(await thrownBy(client.send(new sms.DeleteOptedOutNumberCommand(forced)))).toMatchObject({
    Reason: 'PHONE_NUMBER_CANNOT_BE_OPTED_IN'
  })
  await client.send(new sms.CreateOptOutListCommand({ OptOutListName: 'news' }))
  const { OptOutLists } = await client.send(new sms.DescribeOptOutListsCommand({}))
  expect(OptOutLists?.map((list) => list.OptOutListName)).toEqual(['Default', 'news'])
})

test('a pool is created once, filled, emptied and deleted', async () => {
  const client = owner()
  const creation = new sms.CreatePoolCommand({
    OriginationIdentity: 'phone-5',
    MessageType: 'TRANSACTIONAL',
    ClientToken: 'once'
  })
  const { PoolId } = await client.send(creation)
  expect((await client.send(creation)).PoolId).toBe(PoolId)
  const member = { PoolId, OriginationIdentity: 'phone-9' }
  await client.send(new sms.AssociateOriginationIdentityCommand(member))
  const members = () => client.send(new sms.ListPoolOriginationIdentitiesCommand({ PoolId }))
  expect((await members()).OriginationIdentities?.map((each) => each.OriginationIdentity)).toEqual([
    'phone-9',
    'phone-5'
  ])
  await client.send(new sms.DisassociateOriginationIdentityCommand(member))
  const last = { PoolId, OriginationIdentity: 'phone-5' }
  expect(
    await thrownBy(client.send(new sms.DisassociateOriginationIdentityCommand(last)))
  ).toMatchObject({ name: 'ConflictException', Reason: 'LAST_PHONE_NUMBER' })
  expect((await client.send(new sms.DeletePoolCommand({ PoolId }))).Status).toBe('DELETING')
  expect(await thrownBy(members())).toMatchObject({ ResourceType: 'pool' })
})

test.each([
  [
    'a number of another pool',
    new sms.AssociateOriginationIdentityCommand({
      PoolId: 'pool-1',
      OriginationIdentity: 'phone-3'
    }),
    'PHONE_NUMBER_ASSOCIATED_TO_POOL'
  ],
  [
    'a member again',
    new sms.AssociateOriginationIdentityCommand({
      PoolId: 'pool-1',
      OriginationIdentity: 'phone-1'
    }),
    'RESOURCE_ALREADY_ASSOCIATED'
  ],
  [
    'a number for another kind of message',
    new sms.CreatePoolCommand({ OriginationIdentity: 'phone-5', MessageType: 'PROMOTIONAL' }),
    'MESSAGE_TYPE_MISMATCH'
  ],
  [
    'the end of a protected pool',
    new sms.DeletePoolCommand({ PoolId: 'pool-2' }),
    'DELETION_PROTECTION_ENABLED'
  ]
])('%s is refused', async (_name, command, Reason) => {
  const sent = owner().send(command as sms.DeletePoolCommand)
  expect(await thrownBy(sent)).toMatchObject({ name: 'ConflictException', Reason })
})

test('a configuration set is created, told and deleted', async () => {
  const client = owner()
  const ConfigurationSetName = 'new'
  await client.send(new sms.CreateConfigurationSetCommand({ ConfigurationSetName }))
  expect(
    await thrownBy(client.send(new sms.CreateConfigurationSetCommand({ ConfigurationSetName })))
  ).toMatchObject({ Reason: 'RESOURCE_ALREADY_EXISTS' })
  const all = async () =>
    (await client.send(new sms.DescribeConfigurationSetsCommand({}))).ConfigurationSets?.map(
      (set) => set.ConfigurationSetName
    )
  expect(await all()).toEqual(['sms-alerts', 'new'])
  await client.send(new sms.DeleteConfigurationSetCommand({ ConfigurationSetName }))
  expect(await all()).toEqual(['sms-alerts'])
})

test('a resource policy is replaced whole, and decides who sees the number as shared', async () => {
  const world = sharedWorld()
  const client = clientsOf(world, 'runner').sms
  const ResourceArn = owned('phone-number/phone-1')
  const shared = async () =>
    (
      await clientsOf(world, 'secondary-1').sms.send(
        new sms.DescribePhoneNumbersCommand({ Owner: 'SHARED' })
      )
    ).PhoneNumbers?.map((number) => number.PhoneNumberId)
  expect(await shared()).toEqual(['phone-2'])
  const Policy = JSON.stringify(sharing('phone-number/phone-1'))
  await client.send(new sms.PutResourcePolicyCommand({ ResourceArn, Policy }))
  const read = () => client.send(new sms.GetResourcePolicyCommand({ ResourceArn }))
  expect((await read()).Policy).toBe(Policy)
  expect(await shared()).toEqual(['phone-1', 'phone-2'])
  const other = Policy.replaceAll(consumer, '999988887777')
  await client.send(new sms.PutResourcePolicyCommand({ ResourceArn, Policy: other }))
  expect(await shared()).toEqual(['phone-2'])
  await client.send(new sms.DeleteResourcePolicyCommand({ ResourceArn }))
  expect(await thrownBy(read())).toMatchObject({
    name: 'ResourceNotFoundException',
    ResourceType: 'policy'
  })
})

test.each([
  ['is no JSON', '{', 'INVALID_PARAMETER'],
  [
    'has no principal',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}',
    'INVALID_PARAMETER'
  ],
  ['is longer than 10,000 characters', 'x'.repeat(10_001), 'FIELD_VALIDATION_FAILED']
])('a resource policy that %s is refused', async (_name, Policy, Reason) => {
  const ResourceArn = owned('phone-number/phone-1')
  const put = owner().send(new sms.PutResourcePolicyCommand({ ResourceArn, Policy }))
  expect(await thrownBy(put)).toMatchObject({ name: 'ValidationException', Reason })
})

test('a destination is verified by the code it is sent', async () => {
  const world = sharedWorld({ smsVoice: { verificationCode: '4711' } })
  const client = clientsOf(world, 'runner').sms
  const { VerifiedDestinationNumberId: id } = await client.send(
    new sms.CreateVerifiedDestinationNumberCommand({ DestinationPhoneNumber: '+12065550155' })
  )
  const VerifiedDestinationNumberId = id
  const verify = (VerificationCode: string) =>
    client.send(
      new sms.VerifyDestinationNumberCommand({ VerifiedDestinationNumberId, VerificationCode })
    )
  expect(await thrownBy(verify('4711'))).toMatchObject({ Reason: 'VERIFICATION_CODE_EXPIRED' })
  await client.send(
    new sms.SendDestinationNumberVerificationCodeCommand({
      VerifiedDestinationNumberId,
      VerificationChannel: 'TEXT',
      OriginationIdentity: 'phone-1'
    })
  )
  expect(world.messages().at(-1)).toMatchObject({
    to: '+12065550155',
    body: expect.stringContaining('4711') as string
  })
  expect(await thrownBy(verify('1'))).toMatchObject({ Reason: 'VERIFICATION_CODE_MISMATCH' })
  expect((await verify('4711')).Status).toBe('VERIFIED')
  expect(await thrownBy(verify('4711'))).toMatchObject({ Reason: 'VERIFICATION_ALREADY_COMPLETE' })
  const { VerifiedDestinationNumbers } = await client.send(
    new sms.DescribeVerifiedDestinationNumbersCommand({
      Filters: [{ Name: 'status', Values: ['VERIFIED'] }]
    })
  )
  expect(VerifiedDestinationNumbers?.map((each) => each.DestinationPhoneNumber)).toEqual([
    '+12065550111',
    '+12065550155'
  ])
  await client.send(new sms.DeleteVerifiedDestinationNumberCommand({ VerifiedDestinationNumberId }))
})
