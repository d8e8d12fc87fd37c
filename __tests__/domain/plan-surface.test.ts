import { fc } from '../support/laws.js'
import type { Change } from '../../src/domain/plan/change.js'
import { compareRole, isDrift } from '../../src/domain/role/compare-role.js'
import { isInvalid } from '../../src/domain/invalid.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import { otherPoliciesThat } from '../../src/domain/role/other-policies.js'
import { planRole } from '../../src/domain/plan/plan.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { roleAfter } from '../../src/domain/role/role-after.js'
import { judgeAgainstHistory } from '../../src/domain/role/role-history.js'
import { desiredRole, type DesiredRole } from '../../src/domain/sender.js'
import { combineDocuments } from '../../src/policy/document/combine.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { decideAlone } from '../../src/policy/evaluate/evaluate.js'
import {
  number,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'

type Existing = Extract<ObservedRole, { exists: true }>

const send = 'sms-10dlc-send'
const statement = (Effect: string, Action: string, Resource = '*'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action, Resource }]
})
const everything = statement('Allow', '*')
const sending = statement('Allow', 'sms-voice:*')
const denial = statement('Deny', 's3:*')
const boundary = `arn:aws:iam::${primary}:policy/boundary`
const arnOf = (name: string): string => `arn:aws:iam::aws:policy/${name}`

const request = senderRequest({
  role: { ...senderRequest().role, tags: { team: 'sms' } },
  keepPolicies: ['kept', arnOf('Kept')],
  removePolicies: ['named', 'Named']
})

function desiredFor(wanted: SenderRequest, observed: ObservedRole): DesiredRole {
  const desired = desiredRole(wanted, { number, observed, trustLimit: 4096 })
  if (isInvalid(desired)) throw new Error(desired.invalid)
  return desired
}

const planFor = (observed: ObservedRole, wanted: SenderRequest, inlineLimit?: number) =>
  planRole(desiredFor(wanted, observed), observed, { ...wanted, inlineLimit })
const kinds = (plan: readonly Change[]): readonly string[] => plan.map(({ kind }) => kind)

const inSync = planFor({ exists: false }, request).reduce<ObservedRole>(roleAfter, {
  exists: false
}) as Existing

const trusting = (...accounts: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: accounts.map((account) => ({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole'
  }))
})

// Every name has one meaning: kept, to be removed though it only denies, a denial, an extra.
const inline = fc.uniqueArray(
  fc.constantFrom(
    ['kept', everything] as const,
    ['named', denial] as const,
    ['denial', denial] as const,
    ['extra', everything] as const,
    ['sending', sending] as const
  ),
  { selector: ([name]) => name }
)
const attached = fc.uniqueArray(
  fc.constantFrom<Existing['attachedPolicies'][number]>(
    { name: 'Kept', arn: arnOf('Kept'), document: everything },
    { name: 'Named', arn: arnOf('Named'), document: denial },
    { name: 'Denial', arn: arnOf('Denial'), document: denial },
    { name: 'Extra', arn: arnOf('Extra'), document: everything },
    { name: 'Unread', arn: arnOf('Unread'), unread: 'iam:GetPolicyVersion: AccessDenied' }
  ),
  { selector: ({ name }) => name }
)
const ours = fc.constantFrom(undefined, everything, inSync.inlinePolicies[send])
const roles: fc.Arbitrary<Existing> = fc
  .record({
    inline,
    attached,
    ours,
    accounts: fc.uniqueArray(fc.constantFrom<string>(secondary, secondSecondary, stranger), {
      minLength: 1
    }),
    tags: fc.constantFrom<Record<string, string>>({}, { team: 'x' }, { Team: 'x' }, { else: 'y' }),
    boundaryArn: fc.constantFrom(undefined, boundary, `${boundary}-2`)
  })
  .map(
    ({ inline: others, attached: attachedPolicies, ours: own, accounts, tags, boundaryArn }) => ({
      ...inSync,
      trust: trusting(...accounts),
      tags: { ...inSync.tags, ...tags },
      inlinePolicies: { ...Object.fromEntries(others), ...(own && { [send]: own }) },
      attachedPolicies,
      ...(boundaryArn !== undefined && { boundaryArn })
    })
  )
const requests = fc.constantFrom(
  request,
  { ...request, role: { ...request.role, boundaryArn: boundary } },
  { ...request, secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] },
  { ...request, externalIds: [] }
)
const cases = fc.tuple(requests, roles)

/** A role whose callers may depend on what is pruned alone. */
function withoutKept(role: Existing): Existing {
  const inlinePolicies = Object.fromEntries(
    Object.entries(role.inlinePolicies).filter(([name]) => name !== 'kept')
  )
  const attachedPolicies = role.attachedPolicies.filter(({ name }) => name !== 'Kept')
  return { ...role, inlinePolicies, attachedPolicies }
}

/** Whether a session of the role can send from the number, by all policies whose text is known. */
function canSend(role: Existing): boolean {
  const documents = role.attachedPolicies.flatMap(({ document }) =>
    document === undefined ? [] : [document]
  )
  const all = combineDocuments([...Object.values(role.inlinePolicies), ...documents])
  const asked = {
    principal: `arn:aws:sts::${primary}:assumed-role/sms-10dlc-sender/run`,
    actions: ['sms-voice:SendTextMessage'],
    resources: [number.arn],
    resourceAccount: primary,
    context: {}
  }
  return decideAlone(all, asked) === 'Allowed'
}

const lets = (role: Existing, account: string): boolean =>
  JSON.stringify(role.trust).includes(account)

function each(plan: readonly Change[], from: Existing, look: (role: Existing) => void): void {
  let role: ObservedRole = from
  for (const change of plan) {
    role = roleAfter(role, change)
    if (!role.exists) throw new Error('the role stays')
    look(role)
  }
}

describe('laws of the plan, over roles on which somebody has put other policies', () => {
  test('applied whole, it leaves nothing to plan and no drift', () => {
    fc.assert(
      fc.property(cases, ([wanted, observed]) => {
        const after = planFor(observed, wanted).reduce<ObservedRole>(roleAfter, observed)
        expect(planFor(after, wanted)).toEqual([])
        expect(isDrift(compareRole(desiredFor(wanted, after), after))).toBe(false)
      })
    )
  })

  test('there is a plan exactly where there is a difference', () => {
    fc.assert(
      fc.property(cases, ([wanted, observed]) => {
        const differences = compareRole(desiredFor(wanted, observed), observed)
        expect(planFor(observed, wanted).length > 0).toBe(differences.length > 0)
      })
    )
  })

  test('nobody new gets in before every extra is gone and the rest is as configured', () => {
    fc.assert(
      fc.property(cases, ([wanted, observed]) => {
        const desired = desiredFor(wanted, observed)
        each(planFor(observed, wanted), observed, (role) => {
          const newcomers = [secondary, secondSecondary, stranger].filter(
            (account) => lets(role, account) && !lets(observed, account)
          )
          if (newcomers.length === 0) return
          expect(otherPoliciesThat('pruned', role, desired.otherPolicies)).toEqual([])
          expect(role.inlinePolicies[send]).toEqual(desired.permissions)
          expect(role.boundaryArn).toBe(desired.boundaryArn ?? observed.boundaryArn)
        })
      })
    )
  })

  test('a caller who stays never falls out, and can send all the time if he could before', () => {
    fc.assert(
      fc.property(fc.tuple(requests, roles.map(withoutKept)), ([wanted, observed]) => {
        const staying = wanted.secondaries.filter(({ account }) => lets(observed, account))
        each(planFor(observed, wanted), observed, (role) => {
          for (const { account } of staying) expect(lets(role, account)).toBe(true)
          if (canSend(observed)) expect(canSend(role)).toBe(true)
        })
      })
    )
  })

  test('nobody who is pruned stays, and nobody else is pruned', () => {
    fc.assert(
      fc.property(cases, ([wanted, observed]) => {
        const after = planFor(observed, wanted).reduce<ObservedRole>(roleAfter, observed)
        const names = (role: ObservedRole): readonly string[] =>
          role.exists
            ? [
                ...Object.keys(role.inlinePolicies),
                ...role.attachedPolicies.map(({ name }) => name)
              ].filter((name) => name !== send)
            : []
        const may = ['kept', 'Kept', 'denial', 'Denial']
        expect(names(after)).toEqual(names(observed).filter((name) => may.includes(name)))
      })
    )
  })

  test('every change shows once it is written', () => {
    fc.assert(
      fc.property(cases, ([wanted, observed]) => {
        const states: ObservedRole[] = [observed]
        let before: ObservedRole = observed
        for (const change of planFor(observed, wanted)) {
          const after = roleAfter(before, change)
          states.push(after)
          expect(judgeAgainstHistory(after, states)).toEqual({ kind: 'settled' })
          expect(judgeAgainstHistory(before, states)).toEqual({ kind: 'unsettled' })
          before = after
        }
      })
    )
  })

  test('a role in sync is left alone whatever kept policies, denials and tags of others it has', () => {
    const harmless = fc.record({
      inline: fc.subarray([['kept', everything] as const, ['denial', denial] as const]),
      attached: fc.subarray([
        { name: 'Kept', arn: arnOf('Kept'), document: everything },
        { name: 'Denial', arn: arnOf('Denial'), document: denial }
      ]),
      tags: fc.dictionary(fc.stringMatching(/^other-[a-z]{1,5}$/), fc.string()),
      boundaryArn: fc.constantFrom(boundary, `${boundary}-2`)
    })
    fc.assert(
      fc.property(harmless, ({ inline: others, attached: attachedPolicies, tags, boundaryArn }) => {
        const observed = {
          ...inSync,
          tags: { ...tags, ...inSync.tags },
          inlinePolicies: { ...Object.fromEntries(others), ...inSync.inlinePolicies },
          attachedPolicies,
          boundaryArn
        }
        expect(planFor(observed, request)).toEqual([])
        expect(compareRole(desiredFor(request, observed), observed)).toEqual([])
      })
    )
  })
})

describe('the inline quota', () => {
  const big = (length: number): PolicyDocument => statement('Allow', 's3:*', 'x'.repeat(length))
  const full: Existing = {
    ...inSync,
    inlinePolicies: { big: big(2_000), other: big(200) },
    attachedPolicies: [{ name: 'Extra', arn: arnOf('Extra'), document: everything }]
  }

  test('with room for both, ours is written before others go', () => {
    expect(kinds(planFor(full, request, 10_240))).toEqual([
      'put-permissions',
      'delete-inline-policy',
      'delete-inline-policy',
      'detach-policy'
    ])
  })

  test('without it, the inline ones that go make room first', () => {
    expect(kinds(planFor(full, request, 2_300))).toEqual([
      'delete-inline-policy',
      'delete-inline-policy',
      'put-permissions',
      'detach-policy'
    ])
  })
})

test('a tag whose key is written in another case is the same tag to IAM', () => {
  const others = Object.entries(inSync.tags).filter(([key]) => key !== 'team')
  const observed = (tag: Readonly<Record<string, string>>): Existing => ({
    ...inSync,
    tags: { ...Object.fromEntries(others), ...tag }
  })
  expect(planFor(observed({ Team: 'sms' }), request)).toEqual([])
  expect(planFor(observed({ Team: 'x' }), request)).toEqual([
    { kind: 'tag-role', from: { Team: 'x' }, to: { Team: 'sms' } }
  ])
})

test('a tag that the configuration no longer names is left alone: there is no state to know it by', () => {
  const without = { ...request, role: { ...request.role, tags: {} } }
  expect(planFor(inSync, without)).toEqual([])
})
