import type { PolicyDocument } from '../../policy/document.js'
import { neededActions } from './asked-actions.js'
import type { Refusal } from './refusal.js'

/**
 * The least that the caller's own policies need: the actions it asked for, on this role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
 */
export function neededPolicy(refusal: Refusal): PolicyDocument {
  const actions = neededActions(refusal)
  const [only, ...others] = actions
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: only !== undefined && others.length === 0 ? only : actions,
        Resource: refusal.role
      }
    ]
  }
}
