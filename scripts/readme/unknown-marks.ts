import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { projectRoot } from '../project-root.js'

/** A place in the sandbox where AWS’s behaviour is not documented. */
export interface UnknownMark {
  /** From the folder of the embedded AWS, with `/`. */
  readonly file: string
  readonly unknown: string
  readonly choice: string
  /** The world’s switch, where it has one. */
  readonly switchName?: string
}

const MARK = 'Unknown in AWS'
const folder = join(projectRoot, 'src', 'sandbox')

/** Every mark in the sandbox’s sources, by file; a mark is `Unknown in AWS: WHAT; CHOICE.` */
export function unknownMarks(): readonly UnknownMark[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) => {
      const file = relative(folder, path).split(sep).join('/')
      return marksIn(readFileSync(path, 'utf8')).map((mark) => ({ file, ...mark }))
    })
}

/** The marks of one source text. */
export function marksIn(source: string): readonly Omit<UnknownMark, 'file'>[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    const at = line.indexOf(MARK)
    if (at < 0) return []
    const rest = lines.slice(index + 1).map(commentText)
    const end = rest.findIndex((text) => text === undefined || text === '' || /^@|^\/$/.test(text))
    const text = [line.slice(at + MARK.length), ...rest.slice(0, end)].join(' ')
    return [readMark(text.replace(/\s*\*\/.*$/, '').replace(/^:?\s*/, ''))]
  })
}

/** What a comment’s further line says; undefined for what is no comment. */
const commentText = (line: string): string | undefined => /^\s*(?:\/\/|\*)\s?(.*)$/.exec(line)?.[1]

function readMark(text: string): Omit<UnknownMark, 'file'> {
  const [, name] = /\(switch `(\w+)`\)/.exec(text) ?? []
  const plain = text.replace(/\s*\(switch `\w+`\)/, '').replace(/\.$/, '')
  const [, unknown = plain, choice = ''] = /^(.*?)[;.]\s+(.*)$/s.exec(plain) ?? []
  return { unknown, choice, ...(name !== undefined && { switchName: name }) }
}
