import type { Row } from './simplex.ts'

/** The least and the most that each class can be. */
export interface Box {
  least: Float64Array
  most: Float64Array
  /** Rows that no counts within the box satisfy. */
  broken: number[]
}

/** Times a row may be looked at again, so that bounds that creep towards one another do not hold everything up. */
const MOST_VISITS = 30

/**
 * What each row says of each class when the others are as large or as small as they may be, again and again until nothing new follows. Every
 * possible world lies within the box: a class of one value in it is known. Source: Savelsbergh (1994), section 1, on tightening bounds.
 */
export function tighten(rows: readonly Row[], classes: number): Box {
  const least = new Float64Array(classes)
  const most = new Float64Array(classes).fill(Number.POSITIVE_INFINITY)
  const standsIn: number[][] = Array.from({ length: classes }, () => [])
  rows.forEach((row, r) => {
    for (const at of row.at) standsIn[at]?.push(r)
  })
  const visits = new Uint8Array(rows.length)
  const isWaiting = new Uint8Array(rows.length).fill(1)
  const waiting = rows.map((_, r) => r).sort((a, b) => (rows[b]?.at.length ?? 0) - (rows[a]?.at.length ?? 0))
  const broken = new Set<number>()
  for (let r = waiting.pop(); r !== undefined; r = waiting.pop()) {
    isWaiting[r] = 0
    const row = rows[r]
    const times = (visits[r] ?? 0) + 1
    visits[r] = times
    if (!row || times > MOST_VISITS) continue
    const moved = visit(row, least, most)
    if (moved === undefined) broken.add(r)
    for (const at of moved ?? [])
      for (const other of standsIn[at] ?? [])
        if (other !== r && isWaiting[other] === 0) {
          isWaiting[other] = 1
          waiting.push(other)
        }
  }
  return { least, most, broken: [...broken] }
}

/** The classes whose bounds one row draws closer; undefined when nothing satisfies it. */
function visit(row: Row, least: Float64Array, most: Float64Array): number[] | undefined {
  let [low, high, open] = [0, 0, 0]
  for (const at of row.at) {
    low += least[at] ?? 0
    const top = most[at] ?? 0
    if (top === Number.POSITIVE_INFINITY) open++
    else high += top
  }
  if (low > row.most || (open === 0 && high < row.least)) return undefined
  if (row.most === Number.POSITIVE_INFINITY && (open > 1 || row.least <= low)) return []
  const moved: number[] = []
  for (const at of row.at) {
    const [own, top] = [least[at] ?? 0, most[at] ?? 0]
    const up = row.most - (low - own)
    const others = top === Number.POSITIVE_INFINITY ? (open > 1 ? undefined : high) : open > 0 ? undefined : high - top
    const down = others === undefined ? 0 : row.least - others
    if (up >= top && down <= own) continue
    most[at] = Math.min(top, up)
    least[at] = Math.max(own, down)
    moved.push(at)
  }
  // The sums of this visit were of before: the row speaks again of what it has drawn closer itself.
  return moved
}
