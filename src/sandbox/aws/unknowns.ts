/** What AWS does not document and a client could depend on; a world may choose otherwise. */
export const unknownChoices = {
  /** When IAM is asked: before the input is judged, after it, or after what it names is found. */
  authorization: ['after-validation', 'first', 'after-lookup'],
  /** Where a refusal names the type of policy that refused. */
  refusals: ['named', 'unnamed', 'named-across-accounts'],
  /** Whether a dry run is answered with a MessageId. */
  dryRunMessageId: ['absent', 'present'],
  /** Whether a dry run asks if the number can send, or only whether it exists. */
  dryRunChecks: ['all', 'lookup-only'],
  /** Whether sending with a configuration set must be allowed on the set's ARN too. */
  configurationSets: ['authorized', 'not-authorized'],
  /** Which policies the simulator sees. */
  simulator: ['lags', 'at-once'],
  /** What sending without an origination identity must be allowed on. */
  chosenNumber: ['all-resources', 'its-arn'],
  /** Whether an account in the SMS sandbox may send to a simulator from a real number. */
  simulatorsInSandbox: ['unverified', 'verified'],
  /** How long SMS Voice and Pinpoint take a signature. */
  signatureAge: ['5-minutes', '15-minutes']
} as const

/** One choice for each; the first of each list is the one AWS is taken to have made. */
export type Unknowns = {
  readonly [K in keyof typeof unknownChoices]: (typeof unknownChoices)[K][number]
}

/** The choices of a world that makes none. */
export const usualChoices: Unknowns = {
  authorization: 'after-validation',
  refusals: 'named',
  dryRunMessageId: 'absent',
  dryRunChecks: 'all',
  configurationSets: 'authorized',
  simulator: 'lags',
  chosenNumber: 'all-resources',
  simulatorsInSandbox: 'unverified',
  signatureAge: '5-minutes'
}
