import type { Region } from './aws-ids.js'

/**
 * AWS's simulator number for the United States: messages to it stay within AWS.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html
 */
export const simulatorDestination = '+14254147755'

const pinpointRegions: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'us-gov-west-1'
])

/**
 * Whether Pinpoint has an endpoint in a Region.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/pinpoint.html
 */
export function hasPinpoint(region: Region): boolean {
  return pinpointRegions.has(region)
}
