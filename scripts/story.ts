import type { StepResult } from './step-runner.js'

/** A step of the story, and what must come of it. */
export interface Chapter {
  readonly title: string
  readonly mode: 'apply' | 'check'
  /** Inputs of this step alone. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly exitCode: number
  readonly outputs: Readonly<Record<string, string>>
  /** Texts that the annotations or the summary must hold. */
  readonly tells: readonly string[]
}

/** The account nobody configured, which the story's intruder lets in. */
export const stranger = '123456789012'

/** The inputs of every step of the story, on the world first-run. */
export const storyInputs: Readonly<Record<string, string>> = {
  'primary-account-id': '111122223333',
  'secondary-account-ids': '444455556666 777788889999',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/sms-10dlc-caller',
  'outsider-credentials': `role:arn:aws:iam::${stranger}:role/sms-10dlc-outsider`,
  'external-id': 'example-external-id',
  'origination-number': '+12065550100'
}

/** Before the role is disturbed. */
export const undisturbed: readonly Chapter[] = [
  {
    title: 'A first apply, from nothing',
    mode: 'apply',
    exitCode: 0,
    outputs: { verdict: 'changed', drift: 'true', changed: 'true' },
    tells: ['sms-10dlc-sender']
  },
  {
    title: 'A second apply finds nothing to do',
    mode: 'apply',
    exitCode: 0,
    outputs: { verdict: 'in-sync', drift: 'false', changed: 'false' },
    tells: []
  }
]

/** After it. */
export const disturbed: readonly Chapter[] = [
  {
    title: 'A check finds the drift, and says what access it gave (this step is meant to fail)',
    mode: 'check',
    exitCode: 1,
    // The outsider of the configuration gets in by now, which is graver than drift.
    outputs: { verdict: 'refuted', drift: 'true', changed: 'false' },
    tells: [stranger, 'sms-voice:SendVoiceMessage', '7200']
  },
  {
    title: 'An apply repairs it',
    mode: 'apply',
    exitCode: 0,
    outputs: { verdict: 'changed', drift: 'true', changed: 'true' },
    tells: [stranger]
  },
  {
    title: 'An apply breaks sending, and takes it back (this step is meant to fail)',
    mode: 'apply',
    // A boundary without the sending action; the baseline knows that sending had worked.
    inputs: {
      'permissions-boundary': 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
      'settle-timeout': '25s'
    },
    exitCode: 1,
    outputs: { verdict: 'rolled-back', drift: 'true', changed: 'true' },
    tells: ['### Rollback', 'remove-boundary', 'can-send']
  }
]

/** In what a step differs from what the story expects of it; empty when it does not. */
export function mismatches(chapter: Chapter, result: StepResult): readonly string[] {
  const told = [result.summary, ...result.annotations.map(({ message }) => message)].join('\n')
  return [
    ...(result.exitCode === chapter.exitCode
      ? []
      : [`exit code ${result.exitCode} instead of ${chapter.exitCode}`]),
    ...Object.entries(chapter.outputs)
      .filter(([name, value]) => result.outputs[name] !== value)
      .map(([name, value]) => `${name}=${result.outputs[name] ?? '(absent)'} instead of ${value}`),
    ...chapter.tells.filter((text) => !told.includes(text)).map((text) => `"${text}" is not told`),
    ...(chapter.exitCode === 0 && result.annotations.some(({ level }) => level === 'error')
      ? ['an error is annotated']
      : [])
  ]
}
