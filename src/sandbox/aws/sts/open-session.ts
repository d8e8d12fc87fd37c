import type { Members } from '../operation.js'
import { sessionArn } from '../state/principals.js'
import type { AwsState, StoredSession } from '../state/state.js'

type Generated = 'account' | 'accessKeyId' | 'secret' | 'token' | 'expiresAt'

type Defaulted = 'managedPolicies' | 'transitiveTagKeys'

export type NewSession = Omit<StoredSession, Generated | Defaulted> &
  Partial<Pick<StoredSession, Defaulted>> & { readonly seconds: number }

/** Keys as STS makes them for temporary credentials. */
export function temporaryKeys({ ids }: AwsState): {
  readonly accessKeyId: string
  readonly secret: string
  readonly token: string
} {
  return {
    accessKeyId: ids.unique('ASIA', 16),
    secret: ids.secret(40),
    token: `FwoGZXIvYXdzE${ids.secret(339)}`
  }
}

/** Temporary credentials as STS answers them. */
export function renderCredentials(
  session: Pick<StoredSession, 'accessKeyId' | 'secret' | 'token' | 'expiresAt'>
): Members {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secret,
    SessionToken: session.token,
    Expiration: new Date(session.expiresAt)
  }
}

/** Opens a role's session and answers its credentials as AssumeRole does. */
export function openSession(state: AwsState, { seconds, ...rest }: NewSession): Members {
  const [, , , , account = ''] = rest.role.arn.split(':')
  const session: StoredSession = {
    managedPolicies: [],
    transitiveTagKeys: [],
    ...rest,
    account,
    ...temporaryKeys(state),
    expiresAt: rest.issuedAt + seconds * 1_000
  }
  state.sessions.set(session.accessKeyId, session)
  return {
    Credentials: renderCredentials(session),
    AssumedRoleUser: {
      AssumedRoleId: `${session.role.id}:${session.name}`,
      Arn: sessionArn(state, session)
    }
  }
}
