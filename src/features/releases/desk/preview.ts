// A draft as the public will read it, all of it, by the same template; long ones in parts.
import type { PublishedItem, Releasable } from '../contract.ts'
import { type ItemView, itemView } from '../public/item.ts'
import type { Edition } from '../schemas.ts'

/** Things on one page of a preview: more would be scrolled past unread. */
const itemsInPart = 10

export interface Preview {
  items: (ItemView & { elsewhere: string[] })[]
  /** The parts of a long one; empty when all of it stands here. */
  parts: { text: string; href: string; isHere: boolean }[]
}

export function previewOf(edition: Edition, items: readonly Releasable[], part: number, path: string): Preview {
  const count = Math.ceil(items.length / itemsInPart)
  const here = Math.min(Math.max(part, 1), Math.max(count, 1))
  const from = (here - 1) * itemsInPart
  const said = { title: edition.title, summary: edition.summary }
  return {
    items: items.slice(from, from + itemsInPart).map((item, i) => ({
      ...itemView(asPublished(edition, item), from + i, { top: 3, said, rows: Number.POSITIVE_INFINITY }),
      elsewhere: textsIn(Object.values(item.extra)),
    })),
    parts: count > 1 ? Array.from({ length: count }, (_, i) => partOf(i + 1, here, items.length, path)) : [],
  }
}

const partOf = (part: number, here: number, all: number, path: string): Preview['parts'][number] => ({
  text: `${(part - 1) * itemsInPart + 1} to ${Math.min(part * itemsInPart, all)}`,
  href: `${path}?part=${part}#preview`,
  isHere: part === here,
})

const asPublished = ({ slug, edition, title }: Edition, item: Releasable): PublishedItem => ({
  ...item,
  slug,
  edition,
  publishedOn: '',
  releaseTitle: title,
})

/** Words that stand on the room's own public page besides. */
function textsIn(values: readonly unknown[]): string[] {
  return values.flatMap(value =>
    typeof value === 'string' ? (value.trim() === '' ? [] : [value]) : Array.isArray(value) ? textsIn(value) : [],
  )
}
