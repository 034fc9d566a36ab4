import type { Shade } from '../../../lib/charts/index.ts'
import { whole } from '../../../lib/words.ts'
import { kindWords } from '../signals/ground.ts'
import type { MapAsk } from './ask.ts'
import { cutWords, whatOf } from './cut-words.ts'
import { fourfold, ninefold, swatch } from './key.ts'
import type { MapFigures } from './places.ts'
import { tallyOf } from './words.ts'

export interface KeyLine {
  href: string
  swatchHtml: string
  words: string
  count: string
  current: boolean
}

export interface KeyParts {
  keyHtml: string
  keyLines: KeyLine[]
  keyWords: string
}

/** The key of the map: squares for two variables, lines for one. */
export function keyOf(ask: MapAsk, figures: MapFigures, href: (group: string) => string): KeyParts {
  const counts = tallyOf(figures.rows)
  const unit = kindWords[ask.ground.kind][1]
  const keyWords = cutWords(ask, figures)
  const asked = { counts, unit, measure: whatOf(ask), href }
  if (figures.cuts)
    return {
      keyHtml: figures.cuts.own ? fourfold(asked, figures.cuts.own) : ninefold(asked),
      keyLines: [],
      keyWords,
    }
  const entries = figures.steps
    ? figures.steps.words.map((words, i) => ({ key: `step-${i}`, words, shade: figures.steps?.shades[i] ?? null }))
    : marksPresent(figures)
  const lines = entries.map(({ key, words, shade }, i) => ({
    href: href(key),
    swatchHtml: swatch(shade, `key-${i}`),
    words: words.charAt(0).toUpperCase() + words.slice(1),
    count: whole(counts.get(key) ?? 0),
    current: ask.group === key,
  }))
  return { keyHtml: '', keyLines: lines, keyWords }
}

const order = ['rising', 'falling', 'chance', 'too-few', 'too-short', 'break']

function marksPresent({ rows }: MapFigures): { key: string; words: string; shade: Shade }[] {
  const groups = new Map(rows.flatMap(({ group }) => (group ? [[group.key, group] as const] : [])))
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : 100 - Number(key.slice(6)))
  return [...groups.values()].sort((a, b) => rank(a.key) - rank(b.key))
}
