import {
  defaultAudience,
  parseAudience,
  parseCredentials,
  parseSecondaryCredentials
} from '../values/credentials.js'
import { listOf, optional, spaces, type InputDefinition } from './input-definition.js'
import { parseDestination, parseMessage } from '../values/messaging-values.js'
import { oneOf, parseBoolean } from '../values/scalar-values.js'

/** As whom the run acts, what it proves, and what its outcome means for the step. */
export const proofInputs = {
  'primary-credentials': {
    description:
      'The identity in the primary: `ambient`, `profile:NAME` (of the AWS configuration files), `role:ARN` (assumed from the ambient identity), or `oidc:ARN` (by GitHub’s token; the job needs `id-token: write`).',
    default: 'ambient',
    parse: parseCredentials
  },
  'secondary-credentials': {
    description:
      'The identity in each secondary: `role:ARN`, `oidc:ARN` or `profile:NAME` (`{account}` stands for the secondary’s id), `ambient`, or `none`, which leaves the proofs to the secondary.',
    default: 'ambient',
    parse: parseSecondaryCredentials
  },
  'outsider-credentials': {
    description:
      'Identities that must be refused, separated by white space: `ambient`, `profile:NAME`, `role:ARN` or `oidc:ARN`.',
    parse: listOf(parseCredentials, spaces)
  },
  'oidc-audience': {
    description:
      'The audience of GitHub’s token for `oidc:ARN`, as the identity providers in IAM name it.',
    default: defaultAudience,
    parse: parseAudience
  },
  'send-session-tags': {
    description:
      'Whether the secondaries’ sessions of the sender role are tagged: `GitHub`, `Repository`, `Workflow`, `RunId` and `Branch`. Its trust policy and the callers must allow `sts:TagSession` then.',
    default: 'false',
    parse: parseBoolean
  },
  'probe-refusals': {
    description:
      'Whether calls that must be refused are made. They show in CloudTrail and may raise alarms; `false` turns them off.',
    default: 'true',
    parse: parseBoolean
  },
  'fail-on-drift': {
    description: 'Whether drift fails the step.',
    default: 'true',
    parse: parseBoolean
  },
  'require-proof': {
    description: 'Whether an inconclusive proof fails the step; by default it warns.',
    default: 'false',
    parse: parseBoolean
  },
  'smoke-test': {
    description:
      '`off`, `simulator` (one message to AWS’s simulator number), or `send` (one message to `smoke-test-destination`). The primary pays for it.',
    default: 'off',
    parse: oneOf('off', 'simulator', 'send')
  },
  'smoke-test-destination': {
    description:
      'Where `smoke-test: send` goes: a number of the United States or its territories, in E.164.',
    parse: optional(parseDestination)
  },
  'smoke-test-message': {
    description:
      'The body of the smoke test: one part of an SMS (160 characters of GSM-7, else 70), no link. Default: `Test` and the run’s id.',
    parse: optional(parseMessage)
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>
