/**
 * The name of a session of ours, `sms-10dlc-PROOF-RUNID-ATTEMPT`: what the primary's CloudTrail
 * shows. At most 64 characters of `[\w+=,.@-]`.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function sessionName(
  purpose: string,
  run: { readonly id: string; readonly attempt: string }
): string {
  const name = `sms-10dlc-${purpose}-${run.id}-${run.attempt}`
  return name.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)
}
