import type { Members } from '../operation.js'
import { sessionArn } from '../principals.js'
import type { AwsState, StoredSession } from '../state.js'

/** The longest session policy, in characters. */
export const SESSION_POLICY_LIMIT = 2_048

export type NewSession = Readonly<
  Pick<StoredSession, 'role' | 'name' | 'issuedAt' | 'tags' | 'sourceIdentity' | 'sessionPolicy'>
> & { readonly seconds: number }

/** Opens a session and answers its credentials as AssumeRole does. */
export function openSession(state: AwsState, { seconds, ...rest }: NewSession): Members {
  const [, , , , account = ''] = rest.role.arn.split(':')
  const session: StoredSession = {
    ...rest,
    account,
    accessKeyId: state.ids.unique('ASIA', 16),
    secret: state.ids.secret(40),
    token: `FwoGZXIvYXdzE${state.ids.secret(339)}`,
    expiresAt: rest.issuedAt + seconds * 1_000
  }
  state.sessions.set(session.accessKeyId, session)
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secret,
      SessionToken: session.token,
      Expiration: new Date(session.expiresAt)
    },
    AssumedRoleUser: {
      AssumedRoleId: `${session.role.id}:${session.name}`,
      Arn: sessionArn(state, session)
    },
    ...(session.sourceIdentity !== undefined && { SourceIdentity: session.sourceIdentity })
  }
}
