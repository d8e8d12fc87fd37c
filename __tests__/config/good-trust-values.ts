import type { GoodValue } from './good-values.js'

const organization = 'o-example1234'
const unit = `${organization}/r-ab12/ou-ab12-11111111`
const sent = [
  ...['Action', 'Actor', 'BaseRef', 'Branch', 'Commit', 'EventName', 'GitHub'],
  ...['HeadRef', 'Job', 'Repository', 'RunId', 'TriggeringActor', 'Workflow']
]

/** Good values of the inputs in trust-inputs.ts. */
export const goodTrustValues: readonly GoodValue[] = [
  [
    'organization-id',
    { 'organization-id': organization },
    (r) => r.organization,
    { id: organization, paths: [], callers: [], except: '111111111111' }
  ],
  [
    'organization-id',
    {
      'organization-id': organization,
      'secondary-principals': 'role/team/* arn:aws:iam::222222222222:role/app'
    },
    (r) => r.organization?.callers,
    ['arn:aws:iam::*:role/team/*', 'arn:aws:iam::222222222222:role/app']
  ],
  [
    'organization-paths',
    { 'organization-paths': `${unit}/, ${organization}/r-ab12/ou-* ${unit}/*` },
    (r) => r.organization,
    {
      id: organization,
      paths: [`${unit}/`, `${organization}/r-ab12/ou-*`, `${unit}/*`],
      callers: [],
      except: '111111111111'
    }
  ],
  [
    'organization-paths',
    { 'organization-id': organization, 'organization-paths': `${organization}/*` },
    (r) => r.organization?.paths,
    [`${organization}/*`]
  ],
  ['trust-session-tags', { 'trust-session-tags': 'true' }, (r) => r.sessionTagKeys, sent],
  [
    'allowed-tag-keys',
    { 'trust-session-tags': 'True', 'allowed-tag-keys': 'cost center,\n team\nJob' },
    (r) => r.sessionTagKeys,
    [...sent, 'cost center', 'team']
  ],
  [
    'trust-source-identity',
    { 'trust-source-identity': 'true' },
    (r) => r.sourceIdentity,
    'allowed'
  ],
  ['trust-policy-quota', { 'trust-policy-quota': '4096' }, (r) => r.quotas, { trust: 4_096 }],
  [
    'inline-policies-quota',
    { 'inline-policies-quota': '20000' },
    (r) => r.quotas,
    { inline: 20_000 }
  ]
]
