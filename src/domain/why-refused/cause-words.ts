import type { Cause, CauseCode, TestFact } from './diagnosis.js'

/** A cause that is proven, as a clause, and one that is possible, as the thing that would be it. */
interface Words {
  readonly proven: (cause: Cause) => string
  readonly possible: (cause: Cause) => string
}

/** A proven cause as a clause, such as `the trust does not name its account`. */
export function causeInWords(cause: Cause): string {
  const said = cause.toldBy === 'aws-message' ? `, as AWS’s message says${policies(cause)}` : ''
  return `${words[cause.code].proven(cause)}${said}`
}

/** A candidate as what it would be, such as `a permissions boundary of the caller`. */
export function candidateInWords(cause: Cause): string {
  return words[cause.code].possible(cause)
}

const words: Readonly<Record<CauseCode, Words>> = {
  'role-missing': is('the sender role does not exist', 'a sender role that does not exist'),
  'account-not-trusted': {
    proven: ({ named }) => `the trust does not name its account${instead(named)}`,
    possible: () => 'a trust that does not name its account'
  },
  'principal-mismatch': {
    proven: ({ named }) =>
      `of its account the trust lets in only ${listed(named)}, which it is not`,
    possible: ({ named }) =>
      named === undefined
        ? 'a principal or pattern of the trust that it does not match'
        : `the trust lets in only ${listed(named)}, and whether it is that could not be told`
  },
  'orphaned-principal': {
    proven: ({ named }) =>
      `the trust does not name its account but ${listed(named)}, the id of a deleted principal: one made anew under the same name has another id`,
    possible: () => 'a principal that was deleted and made anew, which the trust no longer means'
  },
  'external-id-missing': is(
    'the trust demands an external id and none was given',
    'an external id that the trust demands'
  ),
  'external-id-wrong': is(
    'the trust demands another external id than the one given',
    'an external id that is not the trust’s'
  ),
  'condition-false': {
    proven: ({ tests }) => `a condition of the trust does not hold: ${inTests(tests)}`,
    possible: ({ tests }) =>
      tests === undefined
        ? 'another condition of the trust'
        : `a condition of the trust of which nobody told whether it holds: ${inTests(tests)}`
  },
  'trust-denies': {
    proven: ({ sid }) => `the trust explicitly denies it${statement(sid)}`,
    possible: ({ sid, tests }) =>
      `an explicit deny in the trust${statement(sid)}${tests === undefined ? '' : ` (${inTests(tests)})`}`
  },
  'tag-session-not-trusted': {
    proven: (cause) => `the trust does not allow sts:TagSession for ${tags(cause)}${aside(cause)}`,
    possible: (cause) => `session tags, which the trust does not allow${aside(cause)}`
  },
  'source-identity-not-trusted': {
    proven: (cause) => `the trust does not allow sts:SetSourceIdentity${aside(cause)}`,
    possible: (cause) => `a source identity, which the trust does not allow${aside(cause)}`
  },
  'resource-control-policy': is(
    'a resource control policy of the primary’s organization denies it',
    'a resource control policy of the primary’s organization'
  ),
  'no-caller-policy': {
    proven: (cause) => `its own policies do not allow sts:AssumeRole on the role${without(cause)}`,
    possible: (cause) =>
      `no policy of its own that allows sts:AssumeRole on the role${aside(cause)}${without(cause)}`
  },
  'caller-policy-denies': {
    proven: ({ policies: ids = [], toldBy }) =>
      toldBy === 'simulator' && ids.length > 0
        ? `its own policy ${listed(ids)} denies it`
        : 'a policy of its own denies it',
    possible: (cause) => `a Deny in its own policies${aside(cause)}`
  },
  'permissions-boundary': is(
    'its permissions boundary does not allow it',
    'its permissions boundary'
  ),
  'service-control-policy': is(
    'a service control policy of its organization does not allow it',
    'a service control policy of its organization'
  ),
  'session-policy': is(
    'the session policy of its session does not allow it',
    'a session policy of its session'
  ),
  'tag-session-not-allowed': is(
    'its own policies do not allow sts:TagSession on the role',
    'session tags, which its own policies do not allow'
  ),
  'source-identity-not-allowed': is(
    'its own policies do not allow sts:SetSourceIdentity on the role',
    'a source identity, which its own policies do not allow'
  ),
  'root-user': is('the root user of an account can assume no role', 'the root user'),
  'vpc-endpoint-policy': is(
    'the policy of the VPC endpoint that the runner uses denies it',
    'the policy of a VPC endpoint that the runner uses'
  ),
  'not-settled': is(
    'what was written before has not settled: answers still differ',
    'a change that has not spread yet'
  )
}

function is(proven: string, possible: string): Words {
  return { proven: () => proven, possible: () => possible }
}

function instead(named: readonly string[] = []): string {
  return named.length === 0 ? '' : `; it names ${listed(named)}`
}

function statement(sid: string | undefined): string {
  return sid === undefined ? '' : ` (statement ${sid})`
}

function policies({ policies: named = [] }: Cause): string {
  return named.length === 0 ? '' : ` (${listed(named)})`
}

function aside({ tests }: Cause): string {
  return tests === undefined ? '' : ` (${inTests(tests)})`
}

/** What the run knows of its own policy there. */
function without({ lacking }: Cause): string {
  if (lacking === undefined) return ''
  const { role, policy, written } = lacking
  const has = `the role ${role} is without the inline policy ${policy}`
  switch (written) {
    case 'planned':
      return `: ${has}`
    case 'failed':
      return `: ${has}, which this run could not write`
    case 'not-begun':
      return `: ${has}, which this run did not come to write`
    default:
      return written satisfies never
  }
}

function tags({ tagKeys }: Cause): string {
  const { sent = [], inherited = [] } = tagKeys ?? {}
  const parts = [
    ...(sent.length > 0 ? [`the tags sent (${listed(sent)})`] : []),
    ...(inherited.length > 0
      ? [`the tags inherited from its own session (${listed(inherited)})`]
      : [])
  ]
  return parts.length === 0 ? 'the tags that its own session hands on' : parts.join(' and ')
}

function inTests(tests: readonly TestFact[] = []): string {
  return tests.map(inTest).join('; ')
}

function inTest({ operator, key, wanted, found }: TestFact): string {
  const demand = operator === '' ? key : `${operator} ${key}`
  const values = wanted.length === 0 ? '' : ` ${listed(wanted)}`
  return `${demand}${values}, here ${foundInWords(found)}`
}

function foundInWords(found: TestFact['found']): string {
  if (typeof found !== 'string') return listed(found)
  return found === 'unknown' ? 'not known' : found
}

/** The first few; a trust can name very many. */
function listed(values: readonly string[] = []): string {
  const most = 5
  const shown = values.slice(0, most).join(', ')
  return values.length > most ? `${shown} and ${values.length - most} more` : shown
}
