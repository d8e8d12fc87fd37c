import type { BadValue } from './bad-value.js'

const outside =
  'is absolute and lies neither in GITHUB_WORKSPACE nor in RUNNER_TEMP; use a path relative to the workspace'

/** Bad values of the inputs in report-inputs.ts. */
export const badReportValues: readonly BadValue[] = [
  ['report-file', '../report.json', 'must not hold ".."'],
  ['report-file', 'a/../../report.json', 'must not hold ".."'],
  ['report-file', 'a\\..\\report.json', 'must not hold ".."'],
  ['report-file', 'reports/', '"reports/" names a folder; name a file in it'],
  ['report-file', '.', '"." names a folder; name a file in it'],
  ['report-file', 'a\u0000b', 'must not hold control characters'],
  ['report-file', 'x'.repeat(1_025), 'has 1025 characters; at most 1024'],
  ['report-file', '/etc/passwd', outside],
  ['report-file', '/home/runner/work/messaging-evil/report.json', outside],
  ['report-file', 'D:\\a\\report.json', outside]
]
