import { fc } from './laws.js'
import { parseAccountId, type AccountId } from '../../src/domain/aws-ids.js'
import {
  parseOrganizationId,
  parseOrganizationPath,
  type OrganizationTrust
} from '../../src/domain/organization.js'
import type { TrustIntent } from '../../src/domain/trust/trust-document.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { evaluate } from '../../src/policy/evaluate/evaluate.js'
import { externalId, otherExternalId, primary, secondaryOf, valid } from './requests.js'

export const organizationId = valid(parseOrganizationId('o-example1234'))
const unit = `${organizationId}/r-ab12/ou-ab12-11111111/`
export const unitPath = valid(parseOrganizationPath(`${unit}*`))

/** Small alphabets, so that trust policies and calls meet often. */
export const accounts: readonly AccountId[] = [1, 2, 3, 4, 5].map((digit) =>
  valid(parseAccountId(`${digit}`.repeat(4) + '00000000'))
)
const roles = ['notifier', 'team/notifier', 'other']
const patterns = ['role/notifier', 'role/team/*', 'role/?otifier', 'role/*']

/** Somebody who asks for a session of the role, and with what. */
export interface Call {
  readonly account: string
  readonly role: string
  readonly externalId: string | undefined
  readonly tagKeys: readonly string[]
  readonly sourceIdentity: string | undefined
  /** Where the caller's account stands in an organization, as aws:PrincipalOrgPaths has it. */
  readonly path: string | undefined
}

export const calls: fc.Arbitrary<Call> = fc.record({
  account: fc.constantFrom<string>(...accounts, primary),
  role: fc.constantFrom(...roles),
  externalId: fc.constantFrom(externalId, otherExternalId, 'wrong', undefined),
  tagKeys: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.subarray(['GitHub', 'Job', 'team'], { minLength: 1 })
  ),
  sourceIdentity: fc.constantFrom(undefined, undefined, 'ann'),
  path: fc.constantFrom(unit, `${unit}ou-ab12-22222222/`, `${organizationId}/r-ab12/`, undefined)
})

const organizations: fc.Arbitrary<OrganizationTrust> = fc.record({
  id: fc.constant(organizationId),
  paths: fc.constantFrom([], [unitPath]),
  callers: fc.constantFrom<readonly string[]>([], ['arn:aws:iam::*:role/notifier']),
  except: fc.constant(primary)
})

const secondaries = fc.subarray([...accounts.slice(0, 4)], { minLength: 1 }).chain((chosen) =>
  fc.tuple(
    ...chosen.map((account) =>
      fc.subarray(patterns).map((some) =>
        secondaryOf(
          account,
          some.map((role) => `arn:aws:iam::${account}:${role}`)
        )
      )
    )
  )
)

/** Everything that a trust policy may have to say. */
export const intents: fc.Arbitrary<TrustIntent> = fc
  .record({
    secondaries,
    externalIds: fc.subarray([externalId, otherExternalId]),
    organization: fc.option(organizations, { nil: undefined }),
    sessionTagKeys: fc.constantFrom(undefined, ['GitHub', 'Job']),
    sourceIdentity: fc.constantFrom(undefined, 'allowed' as const)
  })
  .map(({ secondaries: chosen, externalIds, organization, sessionTagKeys, sourceIdentity }) => ({
    partition: 'aws' as const,
    secondaries: chosen,
    externalIds,
    ...(organization && { organization }),
    ...(sessionTagKeys && { sessionTagKeys }),
    ...(sourceIdentity && { sourceIdentity })
  }))

/** Whether the trust policy lets a caller in whose own account allows it everything. */
export function letsIn(trust: PolicyDocument, call: Call): boolean {
  const { account, role, tagKeys, sourceIdentity, path } = call
  const request = {
    principal: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? ''}/run`,
    actions: [
      'sts:AssumeRole',
      ...(tagKeys.length > 0 ? ['sts:TagSession'] : []),
      ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity'])
    ],
    resources: [`arn:aws:iam::${primary}:role/sms-10dlc-sender`],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
      'aws:PrincipalAccount': account,
      ...(call.externalId !== undefined && { 'sts:ExternalId': call.externalId }),
      ...(tagKeys.length > 0 && { 'aws:TagKeys': tagKeys }),
      ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
      ...(path !== undefined && {
        'aws:PrincipalOrgID': path.slice(0, path.indexOf('/')),
        'aws:PrincipalOrgPaths': [path]
      })
    }
  }
  const everything = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
  }
  return evaluate(request, { resource: trust, identity: [everything] }).outcome === 'Allowed'
}

/** The same, judged from the intent by hand: what the documents must come to. */
export function isMeant(intent: TrustIntent, call: Call): boolean {
  const { externalIds, sessionTagKeys, sourceIdentity } = intent
  const named = externalIds.length === 0 || externalIds.some((id) => id === call.externalId)
  const tagged =
    call.tagKeys.length === 0 ||
    (sessionTagKeys !== undefined && call.tagKeys.every((key) => sessionTagKeys.includes(key)))
  const identified = call.sourceIdentity === undefined || sourceIdentity === 'allowed'
  return isWanted(intent, call) && named && tagged && identified
}

/** Whether the caller is one of those who may come in, external id and session apart. */
export function isWanted({ secondaries: listed, organization }: TrustIntent, call: Call): boolean {
  const arn = `arn:aws:iam::${call.account}:role/${call.role}`
  if (organization !== undefined) {
    const { paths, callers } = organization
    const placed = call.path !== undefined && (paths.length === 0 || call.path.startsWith(unit))
    return placed && call.account !== primary && fits(callers, arn)
  }
  const secondary = listed.find(({ account }) => account === call.account)
  return secondary !== undefined && fits(secondary.callers, arn)
}

function fits(callers: readonly string[], arn: string): boolean {
  if (callers.length === 0) return true
  return callers.some((caller) =>
    new RegExp(`^${caller.replaceAll('?', '.').replaceAll('*', '.*')}$`).test(arn)
  )
}
