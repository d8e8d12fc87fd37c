import type { Members } from '../operation.js'
import { malformed } from './query-parameters.js'

/** `Tags.member.1.Key=a` as nested maps; a Map, so that no name reaches an object's prototype. */
type Tree = Map<string, string | Tree>

/** How many parts a name has at most: no operation's has more than six. */
const MOST_PARTS = 10

/**
 * The members that parameters name, but for the operation itself.
 *
 * @throws AwsError for names that contradict each other, or that are no members of anything
 */
export function inputOf(parameters: URLSearchParams): Members {
  const tree: Tree = new Map()
  for (const [name, value] of parameters) {
    if (name === 'Action' || name === 'Version') continue
    const parts = name.split('.', MOST_PARTS + 1)
    if (parts.length > MOST_PARTS) throw malformed('The name of a parameter has too many parts')
    plant(tree, parts, value)
  }
  return membersOf(tree)
}

function plant(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  const known = tree.get(name)
  const isBranch = rest.length > 0
  if (known !== undefined && !(isBranch && known instanceof Map)) {
    throw malformed(`${name} is given both as a text and as a structure`)
  }
  if (!isBranch) {
    tree.set(name, value)
    return
  }
  const branch: Tree = known ?? new Map<string, string | Tree>()
  tree.set(name, branch)
  plant(branch, rest, value)
}

const membersOf = (tree: Tree): Members =>
  Object.fromEntries([...tree].map(([name, value]) => [name, valueOf(value)]))

function valueOf(value: string | Tree): unknown {
  if (typeof value === 'string') return value
  const list = value.get('member')
  return value.size === 1 && list instanceof Map ? itemsOf(list) : membersOf(value)
}

/** Unknown in AWS: whether the numbers of a list's items may have gaps; here they are 1, 2, 3…, in any order. */
function itemsOf(list: Tree): readonly unknown[] {
  return Array.from({ length: list.size }, (_none, index) => {
    const item = list.get(String(index + 1))
    if (item === undefined) throw malformed(`A list has no member.${index + 1}`)
    return valueOf(item)
  })
}
