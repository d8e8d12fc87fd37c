import { namesEachAccount } from '../values/credentials.js'
import { crossCheck, type CrossCheck } from './cross-check.js'

/** Checks of what `prove` cannot look up: whose account it speaks for, and which number is which. */
export const proveChecks: readonly CrossCheck[] = [
  crossCheck('secondary-account-ids', ['secondary-account-ids', 'mode'], (values) =>
    values['secondary-account-ids'].length === 0 && values.mode !== 'prove'
      ? 'is required: one or more 12-digit ids'
      : undefined
  ),
  crossCheck(
    'secondary-account-ids',
    ['secondary-account-ids', 'secondary-credentials', 'mode'],
    ({ 'secondary-account-ids': ids, 'secondary-credentials': credentials, mode }) =>
      mode === 'prove' &&
      ids.length === 0 &&
      'template' in credentials &&
      namesEachAccount(credentials.template)
        ? 'is required where secondary-credentials hold {account}'
        : undefined
  ),
  crossCheck(
    'secondary-principals',
    ['secondary-principals', 'secondary-account-ids', 'mode'],
    (values) =>
      values.mode === 'prove' &&
      values['secondary-account-ids'].length === 0 &&
      values['secondary-principals'].length > 0
        ? 'needs secondary-account-ids, whose roles it names'
        : undefined
  ),
  crossCheck('secondary-credentials', ['secondary-credentials', 'mode'], (values) =>
    values.mode === 'prove' && values['secondary-credentials'].kind === 'none'
      ? 'none leaves the proofs to the secondary, which is who runs mode prove; name its identity'
      : undefined
  ),
  crossCheck(
    'origination-number',
    ['origination-number', 'channel', 'smoke-test', 'mode'],
    ({ 'origination-number': number, channel, 'smoke-test': smokeTest, mode }) =>
      mode === 'prove' &&
      channel === 'pinpoint' &&
      smokeTest !== 'off' &&
      number !== undefined &&
      number.kind !== 'e164'
        ? 'must be in E.164 for a smoke test through pinpoint in mode prove, which looks up no number'
        : undefined
  ),
  crossCheck(
    'other-number',
    ['other-number', 'origination-number', 'mode'],
    ({ 'other-number': other, 'origination-number': number, mode }) =>
      mode === 'prove' &&
      other !== undefined &&
      number !== undefined &&
      (other.kind === 'e164') !== (number.kind === 'e164')
        ? 'must be in E.164 exactly where origination-number is: mode prove looks up no number, so it could be the same'
        : undefined
  )
]
