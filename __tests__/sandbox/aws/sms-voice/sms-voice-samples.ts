import type { Sample } from '../samples.js'
import { there } from '../there.js'

/** What the samples of SMS Voice speak of; its sample world has it. */
export const inSmsVoice = {
  pooled: 'phone-1111111111111111',
  alsoPooled: 'phone-2222222222222222',
  pool: 'pool-0123456789abcdef',
  registration: 'registration-0123456789abcdef',
  /** One whose verification is under way, and one that is verified. */
  pending: 'verified-destination-number-1',
  verified: 'verified-destination-number-2',
  code: '123456'
} as const

const arn = (resource: string) => `arn:aws:sms-voice:us-east-1:${there.account}:${resource}`
const number = arn(`phone-number/${there.number}`)
const pool = arn(`pool/${inSmsVoice.pool}`)
const registration = arn(`registration/${inSmsVoice.registration}`)
const list = arn('opt-out-list/Default')
const destination = (id: string) => arn(`verified-destination-number/${id}`)
const one = { OptOutListName: 'Default', OptedOutNumber: '+12065550111' }
const registrationId = { RegistrationId: inSmsVoice.registration }
const sharing = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'sms-voice:SendTextMessage',
    Resource: number
  }
})

/** A sample for every operation of SMS Voice, by `sms-voice:Name`. */
export const smsVoiceSamples: Readonly<Record<string, Sample>> = {
  ...sample('DescribePhoneNumbers', { PhoneNumberIds: [there.number] }, [number]),
  ...sample(
    'SendTextMessage',
    {
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: there.number,
      MessageBody: 'Test'
    },
    [number]
  ),
  ...sample('DescribeRegistrations', {}, [arn('registration/*')]),
  ...sample('DescribeRegistrationVersions', registrationId, [registration]),
  ...sample('ListRegistrationAssociations', registrationId, [registration]),
  ...sample('DescribeAccountAttributes', {}, ['*']),
  ...sample('DescribeAccountLimits', {}, ['*']),
  ...sample('DescribeSpendLimits', {}, ['*']),
  ...sample('DescribeOptOutLists', { OptOutListNames: ['Default'] }, [list]),
  ...sample('CreateOptOutList', { OptOutListName: 'new' }, ['*']),
  ...sample('DescribeOptedOutNumbers', { OptOutListName: 'Default' }, [list]),
  ...sample('PutOptedOutNumber', one, [list]),
  ...sample('DeleteOptedOutNumber', one, [list]),
  ...sample('CreatePool', { OriginationIdentity: there.number, MessageType: 'TRANSACTIONAL' }, [
    number
  ]),
  ...sample('DescribePools', { PoolIds: [inSmsVoice.pool] }, [pool]),
  ...sample('ListPoolOriginationIdentities', { PoolId: inSmsVoice.pool }, [pool]),
  ...sample(
    'AssociateOriginationIdentity',
    { PoolId: inSmsVoice.pool, OriginationIdentity: there.number },
    [pool, number]
  ),
  ...sample(
    'DisassociateOriginationIdentity',
    { PoolId: inSmsVoice.pool, OriginationIdentity: inSmsVoice.pooled },
    [pool, arn(`phone-number/${inSmsVoice.pooled}`)]
  ),
  ...sample('DeletePool', { PoolId: inSmsVoice.pool }, [pool]),
  ...sample('CreateConfigurationSet', { ConfigurationSetName: 'new' }, ['*']),
  ...sample('DescribeConfigurationSets', {}, [arn('configuration-set/*')]),
  ...sample('DeleteConfigurationSet', { ConfigurationSetName: 'set' }, ['*']),
  ...sample('PutResourcePolicy', { ResourceArn: number, Policy: sharing }, [number]),
  ...sample('GetResourcePolicy', { ResourceArn: pool }, [pool]),
  ...sample('DeleteResourcePolicy', { ResourceArn: pool }, [pool]),
  ...sample('DescribeVerifiedDestinationNumbers', {}, [destination('*')]),
  ...sample('CreateVerifiedDestinationNumber', { DestinationPhoneNumber: '+12065550122' }, ['*']),
  ...sample(
    'SendDestinationNumberVerificationCode',
    {
      VerifiedDestinationNumberId: inSmsVoice.pending,
      VerificationChannel: 'TEXT',
      OriginationIdentity: there.number
    },
    [number]
  ),
  ...sample(
    'VerifyDestinationNumber',
    { VerifiedDestinationNumberId: inSmsVoice.pending, VerificationCode: inSmsVoice.code },
    [destination(inSmsVoice.pending)]
  ),
  ...sample(
    'DeleteVerifiedDestinationNumber',
    { VerifiedDestinationNumberId: inSmsVoice.verified },
    [destination(inSmsVoice.verified)]
  )
}

function sample(
  name: string,
  input: object,
  resources: readonly string[]
): Readonly<Record<string, Sample>> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `PinpointSMSVoiceV2.${name}`
  }
  const body = JSON.stringify(input)
  const request = { service: 'sms-voice', method: 'POST', path: '/', headers, body } as const
  return { [`sms-voice:${name}`]: { request, resources } }
}
