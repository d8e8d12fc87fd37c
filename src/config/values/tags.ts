import { allOf, invalid, isInvalid, type Invalid } from '../../domain/invalid.js'

/** IAM’s 50 less the three that the action sets itself. */
const mostTags = 47
type Tag = readonly [key: string, value: string]

const reserved = ['aws:', 'sms-10dlc:']
const characters = 'letters, digits, spaces or any of _.:/+-@'

/**
 * Reads a tag’s value. IAM also takes line separators; no value of ours has them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
 */
export function parseTagValue(text: string): string | Invalid {
  return /^[\p{L}\p{Zs}\p{N}_.:/=+\-@]{0,256}$/u.test(text)
    ? text
    : invalid(`"${text}" cannot be a tag’s value: at most 256 ${characters}=`)
}

/** Reads lines of `key=value`; a value may hold `=`, a key may not. */
export function parseTags(text: string): ReadonlyMap<string, string> | Invalid {
  const lines = text.split('\n').map((each) => each.trim())
  const seen = new Set<string>()
  const tags = allOf(
    lines.filter((line) => line !== '').map((line) => unseen(parseTag(line), seen))
  )
  if (isInvalid(tags)) return tags
  return tags.length <= mostTags
    ? new Map(tags)
    : invalid(`has ${tags.length} tags; at most ${mostTags} besides the action’s own three`)
}

/** A tag whose key no line before had: IAM tells keys apart without regard to case. */
function unseen(tag: Tag | Invalid, seen: Set<string>): Tag | Invalid {
  if (isInvalid(tag)) return tag
  const key = tag[0].toLowerCase()
  if (seen.has(key)) return invalid(`the key "${tag[0]}" stands there twice (case does not count)`)
  seen.add(key)
  return tag
}

function parseTag(line: string): Tag | Invalid {
  const cut = line.indexOf('=')
  if (cut < 0) return invalid(`the line "${line}" is not key=value`)
  const key = line.slice(0, cut).trim()
  if (!/^[\p{L}\p{Zs}\p{N}_.:/+\-@]{1,128}$/u.test(key)) {
    return invalid(`"${key}" is not a tag’s key: 1 to 128 ${characters}`)
  }
  const prefix = reserved.find((each) => key.toLowerCase().startsWith(each))
  if (prefix !== undefined) {
    return invalid(`the key "${key}" begins with ${prefix}, which is reserved`)
  }
  const value = parseTagValue(line.slice(cut + 1).trim())
  return isInvalid(value) ? value : [key, value]
}
