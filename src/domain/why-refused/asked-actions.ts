import { refusedActionIn } from './aws-message.js'
import { assumeActions, type AssumeAction, type Refusal } from './refusal.js'
import type { Truth } from './truth.js'

/**
 * Which actions the request needed. Session tags need sts:TagSession and a source identity needs
 * sts:SetSourceIdentity, whether they were sent or inherited from the caller's own session. Where
 * nobody knows what was inherited, the action that AWS's message names tells what was asked.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function askedActions({ ask, message }: Refusal): Readonly<Record<AssumeAction, Truth>> {
  const named = message === undefined ? undefined : refusedActionIn(message)
  const toldBy = (action: AssumeAction): Truth => {
    if (named === action) return 'yes'
    // Another action was refused: this one is not what it lay on.
    return named === undefined ? 'unknown' : 'no'
  }
  const { tagKeys, inheritedTagKeys, sourceIdentity } = ask
  const tags = tagKeys.length > 0 || (inheritedTagKeys !== 'unknown' && inheritedTagKeys.length > 0)
  return {
    'sts:AssumeRole': 'yes',
    'sts:TagSession': tags
      ? 'yes'
      : inheritedTagKeys === 'unknown'
        ? toldBy('sts:TagSession')
        : 'no',
    'sts:SetSourceIdentity':
      typeof sourceIdentity === 'object'
        ? 'yes'
        : sourceIdentity === 'unknown'
          ? toldBy('sts:SetSourceIdentity')
          : 'no'
  }
}

/** The actions that are known to have been needed. */
export function neededActions(refusal: Refusal): readonly AssumeAction[] {
  const asked = askedActions(refusal)
  return assumeActions.filter((action) => asked[action] === 'yes')
}
