/**
 * Every code the action can fail or warn with. A code is a contract: it is never reused, and
 * docs/troubleshooting.md has a heading for each.
 */
export type ErrorCode = keyof typeof hints

const hints = {
  INPUT_INVALID: 'Compare the step’s `with:` block with the inputs table in the README.',
  EVENT_REFUSED:
    'Run `apply` and `destroy` on push, schedule or workflow_dispatch, or name the event in `allow-events`.',
  CREDENTIALS_MISSING:
    'Add a step that configures AWS credentials (aws-actions/configure-aws-credentials) before this one, or mend the profile.',
  CREDENTIALS_EXPIRED:
    'Request credentials again right before this step, or ask for a longer session.',
  CREDENTIALS_REJECTED:
    'AWS does not accept these keys or their signature: check the secrets of the credentials step and the runner’s clock.',
  CREDENTIALS_ROLE_REFUSED:
    'Check that the role exists, that its trust policy names who asks (the ambient identity, or the identity provider with the token’s sub and aud), and that an ambient identity may sts:AssumeRole on it.',
  ID_TOKEN_UNAVAILABLE:
    'Give the job `permissions: id-token: write`; runs for pull requests from forks never have it.',
  WRONG_ACCOUNT: 'Check which role the earlier credentials step assumed.',
  ACCOUNTS_SWAPPED:
    'Swap `primary-account-id` and `secondary-account-ids`, or the credentials of the two; `mode: prove` runs with a secondary’s own.',
  PRIMARY_NOT_READ:
    'Nothing to do: run `mode: check` in the primary to have its role, trust and number judged too.',
  SECONDARY_TOLD:
    'Nothing to do if this is the account that is meant; else give `secondary-account-ids` and the step its credentials.',
  PARTITION_DIFFERS:
    'Use credentials and a `region` of one partition: a role can only be assumed from its own.',
  OUTSIDER_IS_LISTED:
    'Give `outsider-credentials` an identity that the configuration does not let in.',
  NETWORK_UNREACHABLE:
    'Check the runner’s network and proxy, and any AWS_ENDPOINT_URL variables of the job.',
  ACCESS_DENIED:
    'Add the named action to the policy of the identity that the message names; the README lists the permissions of the primary’s identity and of the secondaries’ one, docs/caller-role.md those on a caller role.',
  THROTTLED: 'Run the step again later; other callers use up the account’s request quota.',
  SERVICE_FAILED:
    'AWS answered with a fault of its own. Run the step again; see the AWS health page.',
  ANSWER_INCOMPLETE:
    'The service answered without what it always sends. Check proxies and AWS_ENDPOINT_URL variables, then run again.',
  ROLE_NOT_OURS:
    'Choose another `role-name`: the action never touches such a role. Or, where this configuration shall own it from now on, run `check` and then `apply` with `adopt: true`.',
  ROLE_OWNER_UNCLEAR:
    'Its tags contradict one another, so `adopt` does not help: correct the tag the message names by hand, or choose another `role-name`.',
  ROLE_OF_AWS: 'Choose another `role-name`: AWS keeps this role for itself.',
  ROLE_ADOPTED:
    'Read the plan before you run `apply`; to leave the role to its owner, remove `adopt` and choose another `role-name`.',
  ROLE_OF_ANOTHER_CONFIGURATION:
    'Use the same `configuration-id` as the workflow that owns the role, or another `role-name`.',
  ROLE_PATH_DIFFERS:
    'IAM cannot move a role: set `role-path` to the role’s own path, or choose another `role-name`.',
  POLICY_KEPT: 'Nothing to do if the policy is meant to stay; else take it out of `keep-policies`.',
  POLICY_ONLY_DENIES:
    'Nothing to do if the denial is meant; to have it taken off, name it in `remove-policies`.',
  KEPT_POLICY_ABSENT: 'Take the name out of `keep-policies`, or compare its spelling: case counts.',
  POLICY_NOT_READ:
    'Let the primary’s identity call iam:GetPolicy and iam:GetPolicyVersion on the policy.',
  ROLE_HAS_BOUNDARY: 'Nothing to do if the boundary is meant; it can only take permissions away.',
  BOUNDARY_DENIES_SENDING:
    'Allow the named action in the boundary’s policy, or set `permissions-boundary` to another policy.',
  BOUNDARY_NOT_FOUND:
    'Create the policy that `permissions-boundary` names first, or correct its ARN: the path belongs to it.',
  ROLE_IN_USE:
    'Take the role out of what the message names (`aws iam remove-role-from-instance-profile`), then run again.',
  DESTROY_PLANNED:
    'Nothing to do if this is meant; run with another `expect-plan` to see it without any write.',
  ROLE_CHANGED_MEANWHILE:
    'Somebody else changed the role during this run. See who (CloudTrail), then run again.',
  ROLE_NOT_SETTLED:
    'IAM still answers with an older state. Run again; raise `settle-timeout` if this repeats.',
  POLICY_TOO_LARGE:
    'Trust the organization (`organization-id`, `organization-paths`), use several sender roles, or raise the quota in Service Quotas (L-C07B4B0D); remove inline policies the role does not need.',
  CALLER_ROLE_NOT_FOUND:
    'Create the role first, or correct `caller-role`: a name without a path. This action never makes the role itself.',
  CALLER_ROLE_NOT_TRUSTED: 'Name the role in `secondary-principals`, or another in `caller-role`.',
  CALLER_POLICY_NOT_OURS:
    'Move those statements to a policy of another name; or, where they shall go, run `check` and then `apply` with `adopt: true`, which replaces a policy that only allows.',
  CALLER_POLICY_ADOPTED:
    'Read the plan before you run `apply`; statements that shall stay belong in a policy of another name.',
  CALLER_POLICY_NOT_READ:
    'Let the identity in the secondary call iam:GetRole and iam:GetRolePolicy on the caller role.',
  QUOTA_DIFFERS: 'Remove the input: it only counts where iam:GetAccountSummary may not be called.',
  QUOTA_UNKNOWN:
    'Allow iam:GetAccountSummary, or set `trust-policy-quota` and `inline-policies-quota`.',
  QUOTA_NEARLY_USED:
    'Plan ahead: trust the organization, raise the quota in Service Quotas (L-C07B4B0D), or use several sender roles.',
  ORGANIZATION_TRUSTED:
    'Nothing to do if every account of the organization or of the paths is meant; else leave `organization-id` and `organization-paths` out, or name the roles in `secondary-principals`.',
  PRINCIPAL_INVALID: 'Check that the account exists and is in the same partition as the primary.',
  POLICY_REJECTED: 'IAM refused the document as malformed. Please open an issue with the message.',
  QUOTA_EXCEEDED: 'Raise the named quota in Service Quotas, or remove what is no longer used.',
  ROLLED_BACK:
    'The report lists what broke and what was taken back. Mend the configuration or the secondary, then apply again.',
  ROLLBACK_FAILED:
    'The report says to the call what stands. Read the role, then run the listed commands by hand, or run again.',
  ROLLBACK_UNPROVEN:
    'What was given back does not work yet: the report has the proofs. Run `check` again in a few minutes.',
  PLAN_REFUSED:
    'Read the planned removals; if they are meant, raise `max-removals` for this one run, or pass the `plan-digest` of a check as `expect-plan`, which may remove all.',
  PLAN_CHANGED: 'Run `check` again, review its plan, and pass the new `plan-digest`.',
  NUMBER_NOT_FOUND:
    'Check `origination-number`, and `region`: a number lives in one account and one Region.',
  NUMBER_WRONG_TYPE:
    'Name a number of type TEN_DLC; `aws pinpoint-sms-voice-v2 describe-phone-numbers` lists them.',
  APPLICATION_NOT_FOUND:
    'Check `pinpoint-application-id` and `region`: the application must exist in the primary.',
  DRIFT: 'Run with `mode: apply` to bring the role back to the configuration.',
  ORPHANED_PRINCIPAL:
    'Run with `mode: apply`, which names callers so that they survive their re-creation; if the trust policy was written minutes ago, look again first.',
  RED_FLAG_ANYONE:
    'Name the accounts in Principal, or demand an organization (aws:PrincipalOrgID) or an account.',
  RED_FLAG_LENIENT_CONDITION:
    'Take IfExists or ForAllValues away, so that whoever does not give the key is refused.',
  RED_FLAG_EXTERNAL_ID_PATTERN: 'Compare sts:ExternalId with one exact value by StringEquals.',
  RED_FLAG_ACCOUNT_PATTERN:
    'Name the accounts in Principal; a pattern of aws:PrincipalArn may then leave them open.',
  RED_FLAG_UNCONDITIONED_GRANT:
    'Remove the statement without a condition, or give it the condition of the other.',
  RED_FLAG_MIXED_EXTERNAL_IDS: 'Give each principal and external id pair a statement of its own.',
  RED_FLAG_NOT_ELEMENT: 'List what is allowed by Principal, Action and Resource.',
  SESSIONS_LIVE_ON: 'To end them at once, set `revoke-sessions: true`.',
  SESSIONS_REVOKED: 'Nothing to do: callers who stay assume the role again.',
  SESSIONS_NOT_REVOKED:
    'Nothing to do: no caller loses access by this plan, so there is no session to end.',
  PROOF_REFUTED: 'The summary names the call, AWS’s answer and the side it points to.',
  PROOF_INCONCLUSIVE:
    'The summary says what could not be looked at, and which permission is missing.',
  PREFLIGHT_REFUTED:
    'Mend the number or its account: docs/preflight.md says for each check what to do.',
  PREFLIGHT_INCONCLUSIVE:
    'Give the primary’s identity the permission that is named; the README lists them.',
  PREFLIGHT_WARNING: 'Nothing fails for it now; docs/preflight.md says what it can lead to.',
  SMOKE_TEST_NOT_ACCEPTED: 'The message was not accepted; the summary has the service’s reason.',
  SMOKE_TEST_UNKNOWN:
    'The reply was lost, so the message may have been sent. It is not retried: look at the recipient or the delivery events.',
  SMOKE_TEST_SKIPPED: 'A smoke test is sent only when every proof allows it; mend those first.',
  DEADLINE_EXCEEDED: 'Raise `timeout`, or look at the slow calls in the debug log.',
  CANCELLED: 'The job was cancelled; the next run converges.',
  NUMBER_LIMIT_IMPOSSIBLE:
    'Use `channel: sms-voice` where the role must send from one number only.',
  REPORT_NOT_WRITTEN:
    'Give `report-file` a path in the workspace or in RUNNER_TEMP that this step may write.',
  ENDPOINT_OVERRIDDEN: 'Unset AWS_ENDPOINT_URL and its siblings to talk to AWS itself.',
  UNEXPECTED: 'Run again with debug logging; if it persists, open an issue with the code.'
} as const

/** Every error code, for the docs and their test. */
export const errorCodes = Object.keys(hints) as readonly ErrorCode[]

/** What to do next about a code, in one sentence. */
export function hintFor(code: ErrorCode): string {
  return hints[code]
}

/** A failure told in the user’s terms: a stable code, what happened, what to do. */
export class ActionError extends Error {
  override readonly name = 'ActionError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    cause?: unknown
  ) {
    super(message, cause === undefined ? undefined : { cause })
  }

  get hint(): string {
    return hints[this.code]
  }

  /** What was thrown, as an ActionError: unknown failures become `UNEXPECTED`. */
  static from(thrown: unknown): ActionError {
    if (thrown instanceof ActionError) return thrown
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
    return new ActionError('UNEXPECTED', message, thrown)
  }
}
