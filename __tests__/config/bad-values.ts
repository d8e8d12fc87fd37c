import type { BadValue } from './bad-value.js'
import { badPolicyValues } from './bad-policy-values.js'
import { badProofValues } from './bad-proof-values.js'
import { badProveValues } from './bad-prove-values.js'
import { badReportValues } from './bad-report-values.js'
import { badRoleValues } from './bad-role-values.js'
import { badTrustValues } from './bad-trust-values.js'
import { badRunValues } from './bad-run-values.js'

/** Every bad value with its exact mistake. */
export const badValues: readonly BadValue[] = [
  ...badRunValues,
  ...badRoleValues,
  ...badTrustValues,
  ...badPolicyValues,
  ...badProofValues,
  ...badProveValues,
  ...badReportValues
]
