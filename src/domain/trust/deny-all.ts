import type { PolicyDocument } from '../../policy/document/document.js'

/** Nobody comes in: what is left when no caller of the old document is still wanted. */
export const denyAll: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'NobodyMeanwhile', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
  ]
}
