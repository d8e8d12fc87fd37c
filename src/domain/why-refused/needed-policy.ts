import type { PolicyDocument } from '../../policy/document/document.js'
import { callerPolicy } from '../role/caller-policy.js'
import { neededActions } from './asked-actions.js'
import type { Refusal } from './refusal.js'

/** The least that the caller's own policies need: the actions it asked for, on this role. */
export function neededPolicy(refusal: Refusal): PolicyDocument {
  return callerPolicy(refusal.role, neededActions(refusal))
}
