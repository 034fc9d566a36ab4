import { formatRate as decimal, fillOf, rateText } from '../../../lib/charts/index.ts'
import { per, sentence } from '../../../lib/words.ts'
import { countText } from '../signals/list.ts'
import { ratioWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { whatOf } from './cut-words.ts'
import type { MapFigures, MapRow } from './places.ts'

/** What the strip below the map says of one place: the same words for the server's page and for the script. */
export function factsOf(row: MapRow, ask: MapAsk): string[] {
  const { measure } = ask.known
  const rate = row.figure.rate
  const count = countText(row)
  const known = row.figure.count.count !== null || row.figure.count.words !== undefined
  return [
    known ? `${count} ${count === '1' ? measure.unit.replace(/s$/, '') : measure.unit}` : `No figure: ${row.why}`,
    ...(rate && rate.rate !== null
      ? [
          `${rateText(rate.rate)} ${per(measure.per)} (${rateText(rate.lower, rate.rate)} to ${rateText(rate.upper, rate.rate)})`,
        ]
      : []),
    ...(row.score === null ? [] : [`IMD score ${decimal(row.score)}`]),
    ...(ask.show === 'change' && row.mark && row.mark.p !== null ? [ratioWords(row.mark)] : []),
  ]
}

/** The group in a sentence's words: "Violence mid, deprivation high". */
export function groupWords(row: MapRow, ask: MapAsk): string {
  if (!row.group) return row.why ? `Not coloured: ${row.why}` : ''
  if (ask.show !== 'pair' || ask.own.pair) return row.group.words
  const [violence, deprivation] = row.group.words.split(', ')
  return `${sentence(whatOf(ask))} ${violence?.toLowerCase()}, deprivation ${deprivation}`
}

/** Plain facts of every place for the script: name, borough, facts, group, colour. */
export const factsFor = (figures: MapFigures, ask: MapAsk) => ({
  places: Object.fromEntries(
    figures.rows.map(row => [
      row.area.code,
      [
        row.area.name,
        row.area.kind === 'borough' ? '' : (row.area.boroughName ?? ''),
        factsOf(row, ask),
        groupWords(row, ask),
        fillOf(row.group?.shade ?? null) ?? '',
      ],
    ]),
  ),
})
