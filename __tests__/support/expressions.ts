import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** The contexts that expressions may ask: by name, each with its texts. */
export type Contexts = Readonly<Record<string, Readonly<Record<string, string>>>>

/**
 * The text with its `${{ }}` expressions evaluated, by GitHub's own evaluator. Throws for a context
 * that is not given.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluateExpressions(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_whole, expression: string) => {
    const { tokens } = new Lexer(expression.trim()).lex()
    const parsed = new Parser(tokens, Object.keys(contexts), []).parse()
    return new Evaluator(parsed, dictionaryOf(contexts)).evaluate().coerceString()
  })
}

function dictionaryOf(contexts: Contexts): data.Dictionary {
  const pairs = Object.entries(contexts).map(([key, texts]) => ({
    key,
    value: new data.Dictionary(
      ...Object.entries(texts).map(([name, text]) => ({
        key: name,
        value: new data.StringData(text)
      }))
    )
  }))
  return new data.Dictionary(...pairs)
}
