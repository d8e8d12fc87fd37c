import * as v from 'valibot'
import { unknownChoices, usualChoices } from '../../aws/unknowns.js'
import { count } from './schema-values.js'

/** How long something lags, in milliseconds: always the same, or drawn anew for each call. */
export const lagSchema = v.optional(
  v.union(
    [
      count,
      v.strictObject({
        random: v.pipe(
          v.tuple([count, count]),
          v.check(([shortest, longest]) => shortest <= longest, 'must begin with the shortest')
        ),
        seed: v.optional(v.pipe(v.number(), v.integer()), 0)
      })
    ],
    'must be milliseconds, or { random: [shortest, longest], seed }'
  ),
  0
)

const choice = <const T extends readonly [string, ...string[]], const D extends T[number]>(
  options: T,
  usual: D
) => v.optional(v.picklist(options), usual)

/** What AWS does not document, chosen by the world; the first of each list by default. */
export const unknownsSchema = v.optional(
  v.strictObject({
    authorization: choice(unknownChoices.authorization, usualChoices.authorization),
    refusals: choice(unknownChoices.refusals, usualChoices.refusals),
    dryRunMessageId: choice(unknownChoices.dryRunMessageId, usualChoices.dryRunMessageId),
    dryRunChecks: choice(unknownChoices.dryRunChecks, usualChoices.dryRunChecks),
    configurationSets: choice(unknownChoices.configurationSets, usualChoices.configurationSets),
    simulator: choice(unknownChoices.simulator, usualChoices.simulator),
    chosenNumber: choice(unknownChoices.chosenNumber, usualChoices.chosenNumber),
    simulatorsInSandbox: choice(
      unknownChoices.simulatorsInSandbox,
      usualChoices.simulatorsInSandbox
    ),
    signatureAge: choice(unknownChoices.signatureAge, usualChoices.signatureAge)
  }),
  {}
)
