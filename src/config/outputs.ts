/** One output: what action.yml and the README say of it. */
export interface OutputDefinition {
  /** Markdown, one line. */
  readonly description: string
  readonly example: string
}

/** Every output of this version; action.yml and the README say the same. */
export const outputs = {
  verdict: {
    description:
      'What the run came to: `failed`, `rolled-back`, `refuted`, `drifted`, `inconclusive`, `destroyed`, `changed` or `in-sync` (in `prove`: `proven`); the gravest wins.',
    example: 'in-sync'
  },
  drift: {
    description:
      '`true` or `false`, as found before any write; empty when the role could not be read, and in `prove` and `destroy`, which compare nothing.',
    example: 'false'
  },
  changed: { description: '`true` when this run wrote anything, else `false`.', example: 'false' },
  'plan-digest': {
    description: 'SHA-256 of the plan, for `expect-plan`; empty when no plan was made.',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  },
  'role-arn': {
    description: 'The sender role.',
    example: 'arn:aws:iam::111111111111:role/sms-10dlc-sender'
  },
  'role-arns': {
    description: 'The sender roles, as JSON.',
    example: '["arn:aws:iam::111111111111:role/sms-10dlc-sender"]'
  },
  changes: {
    description:
      'The planned changes and what became of them, as JSON; above 64 KiB counts and `"truncated": true`.',
    example: '[{"kind":"replace-trust","state":"planned"}]'
  },
  proofs: {
    description:
      'The proofs and their outcomes, as JSON without evidence; above 64 KiB counts and `"truncated": true`.',
    example:
      '[{"name":"assume","subject":{"kind":"secondary","account":"222222222222"},"outcome":"proven"}]'
  },
  checks: {
    description:
      'The checks of the number and its account and their outcomes, as JSON without evidence; above 64 KiB counts and `"truncated": true`.',
    example: '[{"name":"number-active","outcome":"proven","reason":"the number …0100 is ACTIVE"}]'
  },
  'secondary-policies': {
    description:
      'The identity policy that callers need, as JSON by secondary; empty in `destroy`, above 64 KiB a count and `"truncated": true`.',
    example:
      '{"222222222222":{"Version":"2012-10-17","Statement":[{"Sid":"Sms10dlcCrossAccountAssumeRole","Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111111111111:role/sms-10dlc-sender"}]}}'
  },
  'message-id': {
    description: 'The smoke test’s message, once accepted; acceptance is not delivery.',
    example: '8f2b1c1e-0000-4000-8000-000000000000'
  },
  'report-file': {
    description:
      'The absolute path of the run report; empty when `report-file` is not set or could not be written.',
    example: '/home/runner/work/messaging/messaging/sender.json'
  }
} as const satisfies Readonly<Record<string, OutputDefinition>>

export type OutputName = keyof typeof outputs
