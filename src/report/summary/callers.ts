import type { RunReport } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import { codeMarkdown } from './escape.js'
import { joinWords } from '../describe/join-words.js'
import { markdownCode, markdownDetails } from './markdown.js'
import { visibleJson } from '../visible-json.js'

/**
 * The identity policy that whoever sends needs in each secondary, to be copied; empty in a
 * destroy, after which nobody needs it.
 */
export function callerSection(
  { callerPolicy, callerRole, secondaries }: RunReport,
  conceal: Concealer
): string {
  if (callerPolicy === undefined || secondaries.length === 0) return ''
  const json = JSON.stringify(conceal.document(callerPolicy), undefined, 2)
  const accounts = joinWords(
    secondaries.map((account) => codeMarkdown(account)),
    'and',
    10
  )
  const whose =
    callerRole === undefined
      ? `Whoever sends in ${accounts} needs this identity policy:`
      : `The role ${codeMarkdown(callerRole.name)} in ${accounts} has it from this action, as its inline policy ${codeMarkdown(callerRole.policyName)}. Whoever else sends there needs it too:`
  const policy = markdownCode(visibleJson(json), 'json')
  return markdownDetails('The policy that callers in the secondaries need', `${whose}\n\n${policy}`)
}
