// The lines of the catalogue: each source with its shelf, its newest snapshot and how it stands today.
import { type Day, londonDay } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Measure } from '../schemas.ts'
import type { Held } from './held.ts'
import type { Standing } from './queries.ts'
import { coverageWords, type Due, dueOf, type Group, groupOf, groups, states } from './rules.ts'
import type { CatalogueSource } from './schemas.ts'

/** One line of the catalogue. */
export interface Line {
  source: CatalogueSource
  group: Group
  snapshotOn: Day | null
  receivedOn: Day | null
  due: Due
  covers: string
  files: number
}

export interface Facts {
  sources: readonly CatalogueSource[]
  standings: readonly Standing[]
  held: ReadonlyMap<string, readonly Held[]>
  /** What files of places have filled, as words by source. */
  filled: ReadonlyMap<string, string>
  measures: readonly Measure[]
}

/** The catalogue: by shelf, then late ones first, then by title. */
export function linesOf(facts: Facts, today: Day): Line[] {
  const standings = new Map(facts.standings.map(one => [one.sourceId, one]))
  const topics = new Map(facts.measures.map(one => [one.code, one.topic]))
  return facts.sources
    .map(source => lineOf(source, standings.get(source.id), facts, topics, today))
    .toSorted(
      (a, b) =>
        groups.indexOf(a.group) - groups.indexOf(b.group) || states.indexOf(a.due.state) - states.indexOf(b.due.state),
    )
}

function lineOf(
  source: CatalogueSource,
  standing: Standing | undefined,
  facts: Facts,
  topics: Map<string, string>,
  today: Day,
): Line {
  const held = facts.held.get(source.id) ?? []
  return {
    source,
    group: groupOf({
      format: source.format,
      received: standing !== undefined,
      topics: source.measureCodes.map(code => topics.get(code) ?? ''),
    }),
    snapshotOn: standing?.snapshotOn ?? null,
    receivedOn: standing?.receivedAt ? londonDay(new Date(standing.receivedAt)) : null,
    due: dueOf(standing?.snapshotOn ?? null, source.cadence, source.lagDays, today),
    covers: held.length ? coverageWords(held) : coversOtherwise(facts.filled.get(source.id), standing),
    files: standing?.files ?? 0,
  }
}

const coversOtherwise = (filled: string | undefined, standing: Standing | undefined) =>
  filled ?? (standing ? (standing.rows > 0 ? plural(standing.rows, 'row') : 'No row could be used') : '')
