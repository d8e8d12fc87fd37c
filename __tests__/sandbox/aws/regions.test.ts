import { PinpointClient, GetAppsCommand } from '@aws-sdk/client-pinpoint'
import {
  DescribePhoneNumbersCommand,
  PinpointSMSVoiceV2Client
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import {
  addAccount,
  addRole,
  addUser,
  createState
} from '../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws } from '../../../src/sandbox/aws/embedded-aws.js'
import { inProcess } from './in-process.js'
import { everything, keysOf, PRIMARY, refusal, SECONDARY, trusting } from './test-aws.js'

function start(primaryRegions: string[], secondaryRegions: string[], region: string) {
  const state = createState()
  const primary = addAccount(state, PRIMARY, {}, new Set(primaryRegions))
  const secondary = addAccount(state, SECONDARY, {}, new Set(secondaryRegions))
  const { keys } = addUser(state, secondary, { name: 'other', policies: { everything } })
  addRole(state, primary, { name: 'sender', trust: trusting(SECONDARY) })
  const { handle } = createEmbeddedAws({ state, now: Date.now })
  const config = { ...inProcess(handle, keysOf(keys[0])), region }
  return {
    sts: new STSClient(config),
    iam: new IAMClient(config),
    sms: new PinpointSMSVoiceV2Client(config),
    pinpoint: new PinpointClient(config)
  }
}

const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`
const disabled = (account: string) =>
  `403 RegionDisabledException: STS is not activated in this region for account:${account}.`

test.each<[string, string[], string[], string, string]>([
  ['in a Region that is always on', [], [], 'eu-west-1', 'answered'],
  ['in one that both switched on', ['eu-south-1'], ['eu-south-1'], 'eu-south-1', 'answered'],
  ['in one that is off for the role', [], ['eu-south-1'], 'eu-south-1', disabled(PRIMARY)],
  ['in one that is off for the caller', ['eu-south-1'], [], 'eu-south-1', disabled(SECONDARY)],
  ['in one that is not there', [], [], 'eu-nowhere-1', disabled(SECONDARY)]
])('a role is assumed %s', async (_what, primary, secondary, region, answer) => {
  const { sts } = start(primary, secondary, region)
  const said = await refusal(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sess' })))
  expect(said).toContain(answer)
})

test('where a Region is off, IAM is still asked, and others do not know the key', async () => {
  const { iam, sts, sms } = start([], [], 'eu-south-1')
  expect(await refusal(iam.send(new ListRolesCommand({})))).toBe('answered')
  expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toContain(disabled(SECONDARY))
  expect(await refusal(sms.send(new DescribePhoneNumbersCommand({})))).toContain(
    'UnrecognizedClientException'
  )
})

test('services are where AWS has them', async () => {
  const { sms, pinpoint } = start([], [], 'us-west-1')
  expect(await refusal(sms.send(new DescribePhoneNumbersCommand({})))).toBe('answered')
  expect(await refusal(pinpoint.send(new GetAppsCommand({})))).toContain(
    "Credential should be scoped to a valid region, not 'us-west-1'."
  )
})
