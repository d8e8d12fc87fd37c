import { anyText, fc } from './laws.js'

/** What has a meaning to Markdown, HTML, GitHub or the runner. */
const fragments = [
  ...['`', '``', '|', '\\', '\\|', '*', '**', '_', '~~', '[x](https://example.com)', '![x](y)'],
  ...['<b>', '</details>', '<script>', '<!--', '-->', '&lt;', '&#124;', '@octocat', '#1', 'GH-1'],
  ...['https://example.com', 'www.example.com', 'a@example.com', '$x$', '- ', '1. ', '# ', '> '],
  ...['\n', '\r\n', '\r', '\n\n', '\n---\n', '\n| a | b |\n', '```', '~~~', ':', '::', '=', '    '],
  ...['::error::x', '##[error]x', '::set-output name=verdict::in-sync', '##[add-mask]x', '%0A'],
  ...['\u202e', '\u200b', '\u2028', '\u0000', '\u001b[31m', '\ud800', '\u{e0001}', 'é', '漢', '😀'],
  ...['arn:aws:iam::111122223333:role/x', 'word', ' ', '<external-id:444455556666>']
]

/** Text from outside that tries to be more than text. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...fragments), anyText(5)), {
    maxLength: 8
  })
  .map((parts) => parts.join(''))
