import type { Region } from '../aws-ids.js'

/**
 * AWS's simulator numbers that report success, by ISO country code: messages to them stay within
 * AWS and reach no carrier.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html
 */
const simulators: Readonly<Record<string, string>> = {
  AT: '+43676800442031',
  AU: '+61455944038',
  BE: '+32460213922',
  CH: '+41798075872',
  CL: '+56229140630',
  CZ: '+420790542286',
  DK: '+4525919410',
  EE: '+37282720792',
  ES: '+34683783440',
  FI: '+3584573979110',
  FR: '+33755512501',
  GB: '+447860019066',
  HK: '+85257048426',
  HU: '+36707178770',
  IT: '+394390009172',
  JE: '+447937404990',
  LU: '+352691385880',
  NL: '+3197008100148',
  NO: '+4759449384',
  PL: '+48732141440',
  PT: '+351927946948',
  RO: '+40783900330',
  SE: '+46790645100',
  TW: '+886903444630'
}
const simulatorOfUnitedStates = '+14254147755'

/** Where a dry run or a smoke test of a number goes; 10DLC numbers are of the United States. */
export function simulatorFor(number: { readonly country?: string } | undefined): string {
  const country = number?.country ?? 'US'
  return Object.hasOwn(simulators, country)
    ? (simulators[country] ?? simulatorOfUnitedStates)
    : simulatorOfUnitedStates
}

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
