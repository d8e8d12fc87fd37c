import { validatePolicy } from '../../../src/policy/document/validate.js'
import { trusts } from '../../support/policy-cases.js'

test('names the principal that IAM would call invalid', () => {
  const [problem] = validatePolicy(trusts('arn:aws:iam::222222222222:role/*'), 'trust')
  expect(problem?.problem).toBe(
    'Invalid principal in policy: "AWS":"arn:aws:iam::222222222222:role/*"'
  )
})
