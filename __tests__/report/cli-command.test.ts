import { spawnSync } from 'node:child_process'
import { fc } from '../support/laws.js'
import type { Change } from '../../src/domain/plan/change.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { cliCommand, variablesIn } from '../../src/report/cli-command.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { desiredRole } from '../../src/domain/sender.js'
import { isInvalid } from '../../src/domain/invalid.js'
import {
  externalId,
  number,
  otherExternalId,
  secondary,
  senderRequest
} from '../support/requests.js'

const request = senderRequest({ externalIds: [externalId, otherExternalId] })
const subject = { role: 'sms-10dlc-sender', conceal: concealerFor(request) }

/** The words a shell gives the AWS CLI for a command, with the variables set. */
function wordsOf(command: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const printing = `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`
  const { stdout, status } = spawnSync('/bin/sh', ['-c', printing], { env, encoding: 'utf8' })
  expect(status).toBe(0)
  return stdout.split('\0').slice(0, -1)
}

const document: PolicyDocument = { Version: '2012-10-17', Statement: [] }
const boundary = 'arn:aws:iam::111122223333:policy/edge'
const admin = { arn: 'arn:aws:iam::aws:policy/AdministratorAccess', name: 'AdministratorAccess' }

test.each<[Change, readonly string[]]>([
  [
    { kind: 'put-permissions', to: document },
    ['put-role-policy', '--policy-name', 'sms-10dlc-send', '--policy-document']
  ],
  [
    { kind: 'put-inline-policy', name: 'other', to: document },
    ['put-role-policy', '--policy-name', 'other', '--policy-document']
  ],
  [
    { kind: 'delete-inline-policy', name: 'other', from: document },
    ['delete-role-policy', '--policy-name', 'other']
  ],
  [{ kind: 'detach-policy', ...admin }, ['detach-role-policy', '--policy-arn', admin.arn]],
  [{ kind: 'attach-policy', ...admin }, ['attach-role-policy', '--policy-arn', admin.arn]],
  [
    { kind: 'set-boundary', to: boundary },
    ['put-role-permissions-boundary', '--permissions-boundary', boundary]
  ],
  [{ kind: 'remove-boundary', from: boundary }, ['delete-role-permissions-boundary']],
  [
    {
      kind: 'update-settings',
      from: { description: '', maxSessionSeconds: 3600 },
      to: { description: 'It’s $HOME `pwd`', maxSessionSeconds: 7200 }
    },
    ['update-role', '--description', 'It’s $HOME `pwd`', '--max-session-duration', '7200']
  ],
  [
    { kind: 'tag-role', from: {}, to: { team: "o'brien, $x" } },
    ['tag-role', '--tags', '[{"Key":"team","Value":"o\'brien, $x"}]']
  ],
  [{ kind: 'untag-role', from: { a: '1', b: '2' } }, ['untag-role', '--tag-keys', 'a', 'b']],
  [{ kind: 'delete-role', arn: request.role.arn }, ['delete-role']]
])('the command of %j', (change, expected) => {
  const words = wordsOf(cliCommand(change, subject))
  expect(words.slice(0, 4)).toEqual(['iam', expected[0], '--role-name', 'sms-10dlc-sender'])
  expect(words).toEqual(expect.arrayContaining([...expected]))
})

test('a created role is told whole, its external ids as variables', () => {
  const role = desiredRole(request, { number, observed: { exists: false }, trustLimit: 2048 })
  if (isInvalid(role)) throw new Error(role.invalid)
  const command = cliCommand({ kind: 'create-role', role }, subject)
  expect(command).not.toContain(externalId)
  expect(command).not.toContain(otherExternalId)
  expect(variablesIn(command)).toEqual(['SMS_10DLC_EXTERNAL_ID', 'SMS_10DLC_SECOND_EXTERNAL_ID'])
  const words = wordsOf(command, {
    SMS_10DLC_EXTERNAL_ID: externalId,
    SMS_10DLC_SECOND_EXTERNAL_ID: otherExternalId
  })
  expect(words.slice(0, 6)).toEqual([
    'iam',
    'create-role',
    '--role-name',
    role.name,
    '--path',
    role.path
  ])
  const trust = words[words.indexOf('--assume-role-policy-document') + 1] ?? ''
  expect(JSON.parse(trust)).toEqual(role.trust)
})

test('an external id that is not configured is a variable of its own, a lone wildcard stays', () => {
  const grant = (id: string): PolicyDocument => ({
    Effect: 'Allow',
    Principal: { AWS: secondary },
    Action: 'sts:AssumeRole',
    Condition: { StringLike: { 'sts:ExternalId': id } }
  })
  const to = { Version: '2012-10-17', Statement: [grant('somebody-elses'), grant('*')] }
  const command = cliCommand({ kind: 'restore-trust', from: document, to }, subject)
  expect(command).not.toContain('somebody-elses')
  expect(variablesIn(command)).toEqual(['SMS_10DLC_OTHER_EXTERNAL_ID'])
  const [, , , , , written = ''] = wordsOf(command, {
    SMS_10DLC_OTHER_EXTERNAL_ID: 'somebody-elses'
  })
  expect(JSON.parse(written)).toEqual(to)
})

test('law: whatever a document holds, the shell hands it over to the letter and runs nothing', () => {
  const text = fc.string({
    unit: fc.mapToConstant({ num: 224, build: (n) => String.fromCharCode(n + 32) })
  })
  fc.assert(
    fc.property(text, (sid) => {
      const to = { Version: '2012-10-17', Statement: [{ Sid: `x${sid}` }] }
      const plain = { ...subject, conceal: { ...subject.conceal, text: (one: string) => one } }
      const command = cliCommand({ kind: 'put-permissions', to }, plain)
      expect(JSON.parse(wordsOf(command).at(-1) ?? '')).toEqual(to)
    }),
    { numRuns: 60 }
  )
})
