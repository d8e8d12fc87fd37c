import type { RunReport } from '../../domain/run-report.js'
import type { Quota, Sizes } from '../../domain/role/sizes.js'
import { markdownTable } from './markdown.js'

/** How long the role's policies are, of how much, and how many secondaries still fit. */
export function sizesSection({ sizes }: RunReport): string {
  if (sizes === undefined) return ''
  const { trust, inline } = sizes
  const rows = [
    ['Trust policy', ...use(trust), `${forms(trust)}; ${room(trust)}`],
    ...(inline === undefined
      ? []
      : [
          [
            `Inline policies (${inline.policies})`,
            ...use(inline),
            `${Math.max(0, inline.limit - inline.characters)} characters`
          ]
        ])
  ]
  const header = ['Policy', 'Characters', 'Quota', 'Used', 'Room left']
  return `### Sizes\n\n${markdownTable(header, rows, 5_000)}`
}

const sources = {
  account: 'the account’s own',
  input: 'as configured',
  default: 'AWS’s default, not read'
} as const satisfies Record<Quota['from'], string>

function use({
  characters,
  limit,
  from
}: Quota & { readonly characters: number }): readonly string[] {
  return [String(characters), `${limit} (${sources[from]})`, `${percent(characters, limit)} %`]
}

/** Rounded up, so that what does not fit is never shown as 100 %. */
function percent(characters: number, limit: number): number {
  return Math.ceil((characters / limit) * 100)
}

function forms({ form, plain, compact }: Sizes['trust']): string {
  if (plain === compact) return form === 'neither' ? 'does not fit' : 'one form only'
  switch (form) {
    case 'plain':
      return `plain form (compact: ${compact})`
    case 'compact':
      return `compact form (plain: ${plain})`
    case 'neither':
      return `fits in no form (plain: ${plain}, compact: ${compact})`
    default:
      return form satisfies never
  }
}

function room({ moreSecondaries }: Sizes['trust']): string {
  if (moreSecondaries === 'any') return 'any number of accounts of the organization'
  const { plain, compact } = moreSecondaries
  return `${Math.max(plain, compact)} more secondaries like these (plain form: ${plain})`
}
