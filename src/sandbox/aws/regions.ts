import { AwsError } from './aws-error.js'
import type { Service } from './operation.js'
import type { AwsState } from './state/state.js'

/** The Region of what has one Region in its partition, as IAM. */
export function homeRegion({ partition }: Pick<AwsState, 'partition'>): string {
  return partition === 'aws' ? 'us-east-1' : 'us-gov-west-1'
}

/** Regions that no account can switch off. */
const alwaysOn: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'ap-south-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
  ...['us-gov-west-1', 'us-gov-east-1']
])

const smsVoice: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
  ...['mx-central-1', 'sa-east-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ...['eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'af-south-1', 'il-central-1'],
  ...['me-central-1', 'me-south-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2'],
  ...['ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ap-southeast-3', 'ap-southeast-4', 'ap-southeast-6', 'us-gov-west-1', 'us-gov-east-1']
])

const pinpoint: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'eu-central-1', 'eu-west-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  'us-gov-west-1'
])

/**
 * Whether a service is in a Region at all.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/end-user-messaging.html
 */
export function isServedIn(service: Service, region: string): boolean {
  if (service === 'sms-voice') return smsVoice.has(region)
  return service === 'mobiletargeting' ? pinpoint.has(region) : true
}

/**
 * Whether a Region is on in an account. One that is not known here is off.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function isEnabled(state: AwsState, account: string, region: string): boolean {
  return alwaysOn.has(region) || state.accounts.get(account)?.enabledRegions.has(region) === true
}

/**
 * Refuses a Region whose STS the account has not switched on. An account that does not exist is
 * not told apart.
 *
 * @throws AwsError RegionDisabledException
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
 */
export function refuseDisabledRegion(state: AwsState, account: string, region: string): void {
  if (!state.accounts.has(account) || isEnabled(state, account, region)) return
  throw new AwsError(
    'RegionDisabledException',
    403,
    `STS is not activated in this region for account:${account}. Your account administrator can ` +
      'activate STS in this region using the IAM Console.'
  )
}
