import { GetAccountSummaryCommand } from '@aws-sdk/client-iam'
import type { Caller, Roles } from '../../app/ports.js'
import type { RoleName } from '../../domain/aws-ids.js'
import { actionErrorOf, valueOf } from '../action-error.js'
import type { Clients } from '../clients.js'
import { given } from '../wire/failure.js'
import { readPolicy } from './managed-policies.js'
import { observeRole } from './observe-role.js'
import { listInstanceProfiles, roleNamed, type RoleReader } from './role-reads.js'
import type { Shared } from '../shared.js'
import { simulate } from './simulate.js'
import { writeRole } from './write-role.js'

/** The sender role in the IAM of a caller's account. */
export function createRoles(
  clients: Clients,
  caller: Pick<Caller, 'account' | 'arn'>,
  shared: Shared
): Roles {
  const { ask } = shared
  const accessTo = (name: RoleName): RoleReader => {
    const about = roleNamed(name, caller)
    return { iam: clients.iam(), ask, name, about }
  }
  return {
    observe: (name) => observeRole(accessTo(name)),
    write: (name, change) => {
      const access = accessTo(name)
      const about = change.kind === 'create-role' ? change.role.arn : access.about
      return writeRole(change, { ...access, about })
    },
    readPolicy: (arn) => readPolicy({ iam: clients.iam(), ask }, arn),
    instanceProfiles: async (name) => {
      const reader = accessTo(name)
      const call = { name: 'iam:ListInstanceProfilesForRole', about: reader.about }
      return valueOf(await listInstanceProfiles(reader), call)
    },
    sizeLimits: () => sizeLimits(clients, shared),
    simulate: (role, action, resource) =>
      simulate(clients.iam(), { principal: role, action, resource }, shared)
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
async function sizeLimits({ iam }: Clients, { ask }: Shared): ReturnType<Roles['sizeLimits']> {
  const call = { name: 'iam:GetAccountSummary', about: '*' }
  const reply = await ask({
    ...call,
    effect: 'none',
    send: () => iam().send(new GetAccountSummaryCommand({})),
    read: ({ SummaryMap }) => {
      const summary: Readonly<Record<string, number>> = given(SummaryMap, 'SummaryMap')
      return {
        trust: given(summary['AssumeRolePolicySizeQuota'], 'AssumeRolePolicySizeQuota'),
        inline: given(summary['RolePolicySizeQuota'], 'RolePolicySizeQuota')
      }
    }
  })
  if (reply.ok) return reply.value
  if (reply.failure.kind === 'refused') return {}
  throw actionErrorOf(reply.failure, call)
}
