import { formatRate as decimal } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, sentence, whole } from '../../../lib/words.ts'
import { chanceWords, periodWords, within } from '../patterns/words.ts'
import { kindWords } from '../signals/ground.ts'
import { lead } from '../words.ts'
import { marked, type Row, type SeenCluster, type SeenSpots } from './seen.ts'
import { isSmall } from './small.ts'
import type { Found } from './work.ts'

export const titleOf = ({ look }: Found): string =>
  `Hot spots of ${within(look.known.measure.short)}: ${kindWords[look.ground.kind][1]}, 12 months to ${monthWords(look.to)}`

/** What the page comes to. That nothing stands out is a result. */
export function statementOf(found: Found, seen: SeenSpots): string {
  const { look } = found
  const [one, many] = kindWords[look.ground.kind]
  const [hot, cold] = [marked(seen, 'hot').length, marked(seen, 'cold').length]
  const what = `${within(look.known.measure.short)} gather`
  const chance = `more than chance would gather them (12 months to ${monthWords(look.to)})`
  const sudden = suddenWords(found, seen)
  if (hot + cold > 0)
    return `Around ${whole(hot)} of ${plural(seen.rows.length, one, many)} high rates of ${what}, and around ${whole(cold)} low ones, ${chance}. ${sudden}`
  const none = `around no ${one} do high or low rates of ${what} ${chance}`
  return seen.clusters.some(cluster => cluster.told)
    ? `${sentence(none)}. ${sudden}`
    : `Nothing is distinguishable from chance: ${none}. ${sudden}`
}

/** Of the scan. */
export function suddenWords(found: Found, seen: SeenSpots): string {
  const { answer, spans, look } = found
  const when = `${periodWords(spans.recent)}, held against the ${kindWords[look.ground.kind][1]}’ shares of ${periodWords(spans.earlier)}`
  if (!answer.sudden)
    return `No sudden clusters were looked for: that takes every month of ${periodWords({ ...spans.earlier, to: spans.recent.to })}.`
  const told = seen.clusters.filter(cluster => cluster.told)
  if (told.length === 0) return `No sudden cluster can be told from chance in ${when}.`
  return `${lead(told.length)} sudden ${told.length === 1 ? 'cluster stands' : 'clusters stand'} out in ${when}: ${list(told.map(cluster => clusterWords(found, cluster)))}.`
}

const longest = 4

/** Of a table of those who see them, by name: "Abbey 004B and Canal Foot 001A (Northgate)". */
export const namesWords = (look: Found['look'], rows: readonly Row[]): string =>
  look.ground.kind === 'lsoa' && rows.length <= longest
    ? `${list(rows.map(row => row.area.name))} (${whereWords(look, rows)})`
    : whereWords(look, rows)

/** "Abbey and Canal Foot in Northgate", or, of many and of small areas, how many and in which boroughs. */
export function whereWords({ ground }: Found['look'], rows: readonly Row[]): string {
  const names = rows.map(row => row.area.name)
  if (ground.kind === 'borough') return list(names)
  const boroughs = list(
    [...new Set(rows.flatMap(row => row.area.boroughName ?? []))].sort((a, b) => a.localeCompare(b, 'en-GB')),
  )
  return names.length > longest || ground.kind === 'lsoa'
    ? `${plural(names.length, ...kindWords[ground.kind])} in ${boroughs}`
    : `${list(names)} in ${boroughs}`
}

/** "15 wards in Lambeth and Southwark (442 offences where 317.9 were expected)" */
export function clusterWords({ look }: Found, { rows, cases, expected }: SeenCluster): string {
  const hidden = cases === null || expected === null
  if (hidden && look.ground.kind === 'lsoa') return whereWords(look, rows)
  const figures = hidden
    ? 'counts not shown'
    : `${whole(cases)} ${look.known.measure.unit} where ${decimal(expected)} were expected`
  return `${whereWords(look, rows)} (${figures})`
}

export const clusterChance = ({ p }: SeenCluster): string => chanceWords(p)

/** Poisson chance takes events one by one; they come in bursts. */
export const burstWords = ({ answer }: Found): string =>
  answer.sudden
    ? `The places’ changes vary ${decimal(answer.sudden.dispersion, 2)} times as much as chance alone would make them. A circle is called a sudden cluster only if it stands out with that taken off too.`
    : ''

/** Places that nobody borders are named: they have no hot spot, whatever is recorded there. */
export function islandWords(found: Found, seen: SeenSpots): string {
  const names = marked(seen, 'island').map(row => row.area.name)
  const many = kindWords[found.look.ground.kind][1]
  if (names.length === 0) return `Every one of the ${many} borders another.`
  return `Bordered by no other, so without a mark: ${isSmall(found) ? plural(names.length, ...kindWords[found.look.ground.kind]) : list(names)}.`
}
