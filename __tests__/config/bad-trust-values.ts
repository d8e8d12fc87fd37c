import type { BadValue } from './bad-value.js'

const tagged = { 'trust-session-tags': 'true' }
const pathForms = 'o-…/r-…/ou-…/ for one place, o-…/r-…/ou-…/* with all below it'

/** Bad values of the inputs in trust-inputs.ts. */
export const badTrustValues: readonly BadValue[] = [
  ['organization-id', 'r-ab12', '"r-ab12" is not an organization’s id: o- and 10 to 32 of a-z0-9'],
  ['organization-id', 'o-*', '"o-*" is not an organization’s id: o- and 10 to 32 of a-z0-9'],
  [
    'organization-paths',
    'o-example1234/r-ab12/ou-ab12-11111111',
    `"o-example1234/r-ab12/ou-ab12-11111111" is not a path of an organization: ${pathForms}`
  ],
  ['organization-paths', '*', `"*" is not a path of an organization: ${pathForms}`],
  [
    'organization-paths',
    'o-example1234/r-ab12/* o-example1234/r-ab12/*',
    'names "o-example1234/r-ab12/*" twice'
  ],
  [
    'organization-paths',
    { 'organization-id': 'o-another1234', 'organization-paths': 'o-example1234/r-ab12/*' },
    '"o-example1234/r-ab12/*" is in another organization than o-another1234; one role trusts one organization'
  ],
  [
    'organization-paths',
    'o-example1234/r-ab12/*, o-another1234/r-cd34/*',
    '"o-another1234/r-cd34/*" is in another organization than o-example1234; one role trusts one organization'
  ],
  ['trust-session-tags', 'yes', 'must be true or false; got "yes"'],
  ['allowed-tag-keys', 'team', 'is only for trust-session-tags true'],
  [
    'allowed-tag-keys',
    { ...tagged, 'allowed-tag-keys': 'team*' },
    '"team*" is not a tag’s key: 1 to 128 of the letters a to z, digits, spaces or any of _.:/=+-@'
  ],
  [
    'allowed-tag-keys',
    { ...tagged, 'allowed-tag-keys': 'AWS:team' },
    'the key "AWS:team" begins with aws:, which is reserved'
  ],
  [
    'allowed-tag-keys',
    { ...tagged, 'allowed-tag-keys': 'team, cost center, Team' },
    'names "Team" twice (case does not count)'
  ],
  ['trust-source-identity', '1', 'must be true or false; got "1"'],
  ['trust-policy-quota', '2047', 'must be a whole number from 2048 to 100000; got "2047"'],
  ['inline-policies-quota', '10k', 'must be a whole number from 10240 to 100000; got "10k"']
]
