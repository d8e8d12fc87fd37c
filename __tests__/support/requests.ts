import {
  parseAccountId,
  parseExternalId,
  parseRegion,
  parseRoleArn,
  parseRoleName,
  parseRolePath
} from '../../src/domain/aws-ids.js'
import { isInvalid, type Invalid } from '../../src/domain/invalid.js'
import { parseNumberReference, type PhoneNumber } from '../../src/domain/messaging/phone-number.js'
import type { SenderRequest } from '../../src/domain/request.js'

/** What a parser made of a text that a test knows to be right. */
export function valid<T>(parsed: T | Invalid): T {
  if (isInvalid(parsed)) throw new Error(parsed.invalid)
  return parsed
}

export const primary = valid(parseAccountId('111122223333'))
export const secondary = valid(parseAccountId('444455556666'))
export const secondSecondary = valid(parseAccountId('777788889999'))
export const stranger = valid(parseAccountId('999900001111'))
export const externalId = valid(parseExternalId('example-external-id'))
export const otherExternalId = valid(parseExternalId('another-external-id'))

export const number: PhoneNumber = {
  arn: `arn:aws:sms-voice:us-east-1:${primary}:phone-number/phone-0a1b2c3d`,
  id: 'phone-0a1b2c3d',
  e164: '+12065550100',
  type: 'TEN_DLC',
  status: 'ACTIVE',
  capabilities: ['SMS'],
  country: 'US',
  messageType: 'TRANSACTIONAL',
  registrationId: 'registration-1',
  createdAtMs: Date.UTC(2023, 0, 1)
}

export const otherNumber: PhoneNumber = {
  ...number,
  arn: `arn:aws:sms-voice:us-east-1:${primary}:phone-number/phone-99887766`,
  id: 'phone-99887766',
  e164: '+18885550199',
  type: 'TOLL_FREE'
}

export const callerRole = (account: string): string =>
  `arn:aws:iam::${account}:role/sms-10dlc-caller`

/** One sender with one secondary, in `check`; overrides say what a test is about. */
export function senderRequest(overrides: Partial<SenderRequest> = {}): SenderRequest {
  return {
    mode: 'check',
    configurationId: 'example/sms-10dlc-sender',
    partition: 'aws',
    region: valid(parseRegion('us-east-1')),
    primary,
    role: {
      name: valid(parseRoleName('sms-10dlc-sender')),
      path: valid(parseRolePath('/')),
      arn: valid(parseRoleArn(`arn:aws:iam::${primary}:role/sms-10dlc-sender`)),
      maxSessionSeconds: 3600,
      tags: {}
    },
    keepPolicies: [],
    removePolicies: [],
    secondaries: [secondaryOf(secondary)],
    externalIds: [externalId],
    channels: ['sms-voice'],
    number: valid(parseNumberReference(number.e164)),
    adopt: false,
    primaryCredentials: { kind: 'ambient' },
    outsiders: [],
    sessionTags: {},
    smokeTest: { kind: 'off' },
    probeRefusals: true,
    failOnDrift: true,
    requireProof: false,
    maxRemovals: 5,
    revokeSessions: false,
    rollback: true,
    settleMs: 120_000,
    timeoutMs: 1_800_000,
    run: { id: '1234567890', attempt: '1' },
    ...overrides
  }
}

/** A secondary whose whole account may come in, proven through its caller role. */
export function secondaryOf(
  account: SenderRequest['primary'],
  callers: readonly string[] = []
): SenderRequest['secondaries'][number] {
  return {
    account,
    callers,
    credentials: { kind: 'role', arn: valid(parseRoleArn(callerRole(account))) }
  }
}
