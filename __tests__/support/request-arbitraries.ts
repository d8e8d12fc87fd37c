import { fc } from './laws.js'
import { parseAccountId, parseExternalId } from '../../src/domain/aws-ids.js'
import { parseOrganizationId, parseOrganizationPath } from '../../src/domain/organization.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { primary, secondaryOf, senderRequest, valid } from './requests.js'

/** Accounts that a generated request may name as secondaries. */
export const knownAccounts = Array.from({ length: 12 }, (_one, index) =>
  valid(parseAccountId(String(200_000_000_000 + index)))
)

const callerName = fc.constantFrom('caller', 'app/*', 'team/send-?', 'a*/b', 'x')
const externalIds = fc.uniqueArray(
  fc.constantFrom('ab', 'example-external-id', 'x=,.@:/-y', 'acme-1', 'q'.repeat(60)),
  { maxLength: 2 }
)
const text = fc.string({ unit: fc.constantFrom(...'abcXYZ09 _.:/=+-@'), maxLength: 12 })

/** Whatever shapes the sender role; everything else as `senderRequest` has it. */
export const anyRequest: fc.Arbitrary<SenderRequest> = fc
  .record({
    accounts: fc.uniqueArray(fc.constantFrom(...knownAccounts), { minLength: 1, maxLength: 12 }),
    callers: fc.uniqueArray(callerName, { maxLength: 3 }),
    special: fc.boolean(),
    organized: fc.constantFrom<'no' | 'whole' | 'paths'>('no', 'no', 'whole', 'paths'),
    sessionTagKeys: fc.option(fc.constantFrom([], ['team'], ['a', 'b']), { nil: undefined }),
    sourceIdentity: fc.option(fc.constant('allowed' as const), { nil: undefined }),
    ids: externalIds,
    channels: fc.constantFrom<SenderRequest['channels']>(
      ['sms-voice'],
      ['pinpoint'],
      ['sms-voice', 'pinpoint']
    ),
    configurationSet: fc.option(fc.constantFrom('alerts', 'my_set-1'), { nil: undefined }),
    maxSessionSeconds: fc.constantFrom(3_600, 7_200, 43_200),
    tags: fc.dictionary(fc.constantFrom('team', 'Cost Center', 'url'), text, { maxKeys: 3 })
  })
  .map((made) => requestOf(made))

function requestOf(made: {
  readonly accounts: readonly SenderRequest['primary'][]
  readonly callers: readonly string[]
  readonly special: boolean
  readonly organized: 'no' | 'whole' | 'paths'
  readonly sessionTagKeys: readonly string[] | undefined
  readonly sourceIdentity: 'allowed' | undefined
  readonly ids: readonly string[]
  readonly channels: SenderRequest['channels']
  readonly configurationSet: string | undefined
  readonly maxSessionSeconds: number
  readonly tags: Readonly<Record<string, string>>
}): SenderRequest {
  const base = senderRequest()
  const { configurationSet, maxSessionSeconds, tags, special, callers } = made
  const arn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`
  const secondaries = [...made.accounts].sort().map((account, index) => {
    // One secondary with a caller of its own splits the groups of the compact form.
    const names = special && index === 0 ? [...callers, 'only-here'] : callers
    return secondaryOf(
      account,
      names.map((name) => arn(account, name))
    )
  })
  return {
    ...base,
    primary,
    role: { ...base.role, maxSessionSeconds, tags },
    secondaries,
    externalIds: made.ids.map((id) => valid(parseExternalId(id))),
    channels: made.channels,
    applicationId: '0123456789abcdef0123456789abcdef',
    ...organizationOf(made),
    ...(made.sessionTagKeys !== undefined && { sessionTagKeys: made.sessionTagKeys }),
    ...(made.sourceIdentity !== undefined && { sourceIdentity: made.sourceIdentity }),
    ...(configurationSet !== undefined && { configurationSet })
  }
}

function organizationOf({
  organized,
  callers
}: {
  readonly organized: 'no' | 'whole' | 'paths'
  readonly callers: readonly string[]
}): Pick<SenderRequest, 'organization'> {
  if (organized === 'no') return {}
  const paths = organized === 'whole' ? [] : ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*']
  return {
    organization: {
      id: valid(parseOrganizationId('o-a1b2c3d4e5')),
      paths: paths.map((path) => valid(parseOrganizationPath(path))),
      callers: callers.map((name) => `arn:aws:iam::*:role/${name}`),
      except: primary
    }
  }
}
