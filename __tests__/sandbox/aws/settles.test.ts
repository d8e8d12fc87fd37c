import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import { fc } from '../../support/laws.js'
import { demandFits } from '../../../src/app/plan/demand-fits.js'
import { createAsk } from '../../../src/aws/ask.js'
import { observeRole } from '../../../src/aws/iam/observe-role.js'
import { writeRole } from '../../../src/aws/iam/write-role.js'
import type { Change } from '../../../src/domain/plan/change.js'
import { compareRole, isDrift } from '../../../src/domain/role/compare-role.js'
import { isInvalid } from '../../../src/domain/invalid.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { planRole } from '../../../src/domain/plan/plan.js'
import type { SenderRequest } from '../../../src/domain/request.js'
import { desiredRole, type DesiredRole } from '../../../src/domain/sender.js'
import { ActionError } from '../../../src/errors.js'
import type { Json, PolicyDocument } from '../../../src/policy/document/document.js'
import { addAccount, addUser, createState } from '../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws } from '../../../src/sandbox/aws/embedded-aws.js'
import { FakeClock } from '../../support/fake-clock.js'
import { anyRequest, knownAccounts } from '../../support/request-arbitraries.js'
import { number, primary, stranger } from '../../support/requests.js'
import { inProcess } from './in-process.js'
import { everything, keysOf, trusting } from './test-aws.js'

const limit = 2_048

/** An account of its own with IAM behind the gateways that the action has for it. */
function iamOf(request: SenderRequest) {
  const state = createState({})
  const userOf = (id: string) =>
    addUser(state, addAccount(state, id), { name: 'admin', policies: { everything } })
  const [admin, other] = [userOf(primary), userOf(stranger)]
  for (const id of knownAccounts) addAccount(state, id)
  const aws = createEmbeddedAws({ state, now: Date.now })
  const clientOf = (user: typeof admin) =>
    new IAMClient(inProcess((wire) => aws.handle(wire), keysOf(user.keys[0])))
  const iam = clientOf(admin)
  const { name, arn: about } = request.role
  const ask = createAsk({
    clock: new FakeClock(),
    log: () => undefined,
    record: () => undefined,
    as: 'test',
    endsAtMs: Infinity
  })
  const access = { iam, ask, name, about }
  return {
    iam,
    elsewhere: clientOf(other),
    observe: () => observeRole(access),
    write: (change: Change) => writeRole(change, access)
  }
}

type Iam = ReturnType<typeof iamOf>

function desiredFor(request: SenderRequest, observed: ObservedRole): DesiredRole | undefined {
  const desired = desiredRole(request, { number, observed, trustLimit: limit })
  return isInvalid(desired) ? undefined : desired
}

/** One apply as a run does it; nothing where it would be refused for a policy that does not fit. */
async function apply(iam: Iam, request: SenderRequest): Promise<readonly Change[] | undefined> {
  const observed = await iam.observe()
  const desired = desiredFor(request, observed)
  if (desired === undefined) return undefined
  const plan = planRole(desired, observed, { ...request, trustLimit: limit })
  if (!fits(plan, observed)) return undefined
  for (const change of plan) await iam.write(change)
  return plan
}

function fits(plan: readonly Change[], observed: ObservedRole): boolean {
  try {
    demandFits(plan, observed, { trust: limit })
    return true
  } catch (thrown) {
    if (ActionError.from(thrown).code === 'POLICY_TOO_LARGE') return false
    throw thrown
  }
}

async function look(iam: Iam, request: SenderRequest) {
  const observed = await iam.observe()
  const desired = desiredFor(request, observed)
  if (desired === undefined || !observed.exists) throw new Error('the role was just written')
  const differences = compareRole(desired, observed)
  const plan = planRole(desired, observed, { ...request, trustLimit: limit })
  return { observed, differences, plan }
}

/** The document as another tool would have written it: lists for one, ids for roots, in any order. */
function respelled(document: PolicyDocument): PolicyDocument {
  const statements = document['Statement'] as readonly PolicyDocument[]
  const spelled = statements.map((statement): PolicyDocument => {
    const text = JSON.stringify(statement).replace(/arn:aws:iam::(\d{12}):root/g, '$1')
    const elements = Object.entries(JSON.parse(text) as Record<string, Json>)
    return Object.fromEntries(
      elements
        .filter(([element]) => element !== 'Sid')
        .map(([element, value]) => [
          element,
          typeof value === 'string' && element !== 'Effect' ? [value] : value
        ])
    )
  })
  return { Version: '2012-10-17', Statement: spelled.reverse() }
}

const disturbances: Readonly<Record<string, (iam: Iam, role: string) => Promise<unknown>>> = {
  nothing: () => Promise.resolve(),
  'a stranger let in': ({ iam }, RoleName) =>
    iam.send(putTrust(RoleName, trusting([stranger, knownAccounts[0] ?? '']))),
  'an orphaned principal': async ({ iam, elsewhere }, RoleName) => {
    const caller = { RoleName: 'gone' }
    const own = JSON.stringify(trusting(stranger))
    const { Role } = await elsewhere.send(
      new CreateRoleCommand({ ...caller, AssumeRolePolicyDocument: own })
    )
    await iam.send(putTrust(RoleName, trusting([Role?.Arn ?? '', `${knownAccounts[0]}`])))
    await elsewhere.send(new DeleteRoleCommand(caller))
  },
  'everything allowed': ({ iam }, RoleName) =>
    iam.send(putPermissions(RoleName, { Version: '2012-10-17', Statement: [...allowAll] }))
}

const allowAll = [{ Effect: 'Allow', Action: '*', Resource: '*' }] as const

function putTrust(RoleName: string, document: PolicyDocument) {
  return new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(document) })
}

function putPermissions(RoleName: string, document: PolicyDocument) {
  return new PutRolePolicyCommand({
    RoleName,
    PolicyName: 'sms-10dlc-send',
    PolicyDocument: JSON.stringify(document, null, 2)
  })
}

test('a run right after any apply plans nothing and finds no difference', async () => {
  const disturbance = fc.constantFrom(...Object.keys(disturbances))
  await fc.assert(
    fc.asyncProperty(anyRequest, disturbance, anyRequest, async (before, name, request) => {
      const iam = iamOf(request)
      fc.pre((await apply(iam, before)) !== undefined)
      await disturbances[name]?.(iam, request.role.name)
      fc.pre((await apply(iam, request)) !== undefined)
      const { differences, plan } = await look(iam, request)
      expect(differences).toEqual([])
      expect(plan).toEqual([])
    }),
    { numRuns: 25 }
  )
})

test('what is only spelled in another way is no drift, and is rewritten once', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequest, async (request) => {
      const iam = iamOf(request)
      fc.pre((await apply(iam, request)) !== undefined)
      const { observed } = await look(iam, request)
      const { name } = request.role
      const [send = {}] = Object.values(observed.inlinePolicies)
      await iam.iam.send(putTrust(name, { Id: 'another-tool', ...respelled(observed.trust) }))
      await iam.iam.send(putPermissions(name, respelled(send)))
      const { differences } = await look(iam, request)
      expect(isDrift(differences)).toBe(false)
      expect(differences.map(({ direction }) => direction)).toEqual(['cosmetic', 'cosmetic'])
      expect((await apply(iam, request))?.map(({ kind }) => kind)).toEqual([
        'put-permissions',
        'replace-trust'
      ])
      expect((await look(iam, request)).plan).toEqual([])
    }),
    { numRuns: 12 }
  )
})
