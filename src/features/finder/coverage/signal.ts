// The mark of need that stands beside coverage, in the words the list of signals uses. Pure.
import { type Change, changeMark, changeWords, escapeXml } from '../../../lib/charts/index.ts'

export interface Mark {
  change: string
  level: string
}

const changes: Readonly<Record<string, Change>> = {
  ...{ rising: 'rising', falling: 'falling', chance: 'chance', break: 'break' },
  ...{ 'too few': 'too-few', 'too short': 'too-short', 'not shown': 'not-shown' },
}
const levels: Readonly<Record<string, string>> = {
  'high and sustained': 'high and sustained',
  'not sustained': 'not high in every year',
  'too few to rank': 'too few to rank',
}

/** "Could be chance", with "not high in every year" as its unit. */
export function markWords({ change, level }: Mark): { value: string; unit: string } {
  const known = changes[change]
  return { value: known ? changeWords(known, { compact: true }) : change, unit: levels[level] ?? '' }
}

/** A cell of the list: the shape with its word, and the level where it is high. */
export function markCell(mark: Mark | undefined): string {
  if (!mark) return '<span class="up-soft">None</span>'
  const known = changes[mark.change]
  return `${known ? changeMark(known, { compact: true }) : escapeXml(mark.change)}${mark.level === 'high and sustained' ? '<small>High and sustained</small>' : ''}`
}
