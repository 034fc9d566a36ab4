// A report of an import or of a preview, made ready for its page. One shape for both, so that what was promised can be held against what came.
import { monthWords } from '../../../lib/dates.ts'
import { decimal, plural, sentence, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { sight } from '../rules.ts'
import type { Measure } from '../schemas.ts'
import { nothingChanges, overruledWords } from './overruled.ts'
import type { Named } from './queries.ts'
import { lookupRows, parentsTable } from './report-parts.ts'
import { coverageWords, periodWords, spanWords, stateOfPeriod } from './rules.ts'
import type { Biggest, ImportReport } from './schemas.ts'

export interface ReportFacts {
  report: ImportReport
  actor: Actor
  measures: ReadonlyMap<string, Measure>
  places: ReadonlyMap<string, Named>
  /** Where a held month can be released; empty in a preview or for those who may not. */
  releaseAt: string
  /** Is it in already? A preview says what would happen. */
  past: boolean
}

// A share is never rounded up to all, nor down to none.
function share(part: number, of: number): string {
  if (of === 0 || part === of) return ''
  const percent = (100 * part) / of
  if (percent > 99.9) return 'over 99.9%'
  return part > 0 && percent < 0.1 ? 'under 0.1%' : `${decimal(percent)}%`
}

/** A number that still fits a narrow strip: 729,925, or 4.99 million. */
const short = (term: string, n: number) =>
  n < 1_000_000 ? { term, value: whole(n) } : { term, value: decimal(n / 1_000_000, 2), unit: 'million' }

/** Everything the two pages show of a report. */
export function reportView(facts: ReportFacts) {
  const { report } = facts
  const { revisions, lookups } = report
  const name = (code: string) => facts.measures.get(code)?.name ?? code
  return {
    strip: [
      short('Rows read', report.rowsRead),
      { term: 'Rows used', value: whole(report.rowsUsed), unit: share(report.rowsUsed, report.rowsRead) },
      { term: 'Rows rejected', value: whole(report.rejected) },
      short('Cells', report.cells),
      short('Cells not nought', report.cellsNotZero),
    ],
    covers: report.covers.map(one => ({
      words: coverWords(one),
      measures: plural(one.measures, 'measure'),
    })),
    cautions: report.cautions,
    odd: report.odd.filter(sentence => !isJudged(report, sentence)),
    notes: report.notes,
    judgements: report.judgements.map(one => ({
      period: periodWords(one.period, one.grain),
      label: one.label,
      state: stateOfPeriod[one.state],
      reason: one.reason,
      release: one.state === 'held' && facts.releaseAt ? `${facts.releaseAt}/${one.period}` : '',
    })),
    withheld: report.withheld.map(one => ({ label: one.label, measures: one.measures.map(name) })),
    revisions: {
      words: revisionWords(report, facts.past, facts.actor.role === 'analyst'),
      changed: revisions.changed,
      nothing: nothingChanges(revisions),
      against: revisions.against,
      olderThan: revisions.olderThan,
      sameDay: revisions.sameDay,
      table: biggestTable(facts),
      unlikely: unlikelyTable(facts),
      closed:
        revisions.changed > 0 && facts.actor.role !== 'analyst'
          ? 'Which cells changed, and their values, are for analysts, and for the lead of a borough where its files are openly published.'
          : '',
    },
    parents: parentsTable(report, name),
    lookups: lookupRows(lookups),
    refusals: report.refusals,
    failure: report.failure,
  }
}
export type ReportView = ReturnType<typeof reportView>

// Periods that do not count stand in a table of their own.
const isJudged = ({ judgements }: ImportReport, sentence: string): boolean =>
  judgements.some(one => sentence.startsWith(`${one.period.slice(0, 7)} (${one.label}) is `))

const knownKinds = new Set(['city', 'borough', 'ward', 'lsoa', 'neighbourhood', 'hub'])

function coverWords(one: ImportReport['covers'][number]): string {
  const { label, grain, places, from, to } = one
  if (from === '' || to === '') return `${sentence(label)}: ${whole(places)} places`
  if (knownKinds.has(label)) return coverageWords([{ kind: label, grain, places, of: null, from, to }])
  return `${sentence(label)}: ${plural(places, 'place')}, ${spanWords(from, to, grain)}`
}

/** `sums`: what the changes add up to is a true value, for those who see them all. */
function revisionWords({ revisions, cells, compared }: ImportReport, past: boolean, sums: boolean): string {
  const { fresh, same, changed, overruled, difference } = revisions
  if (cells === 0) return 'This file fills lists of places; it has no figures to compare.'
  if (past && !compared)
    return `${plural(cells, 'cell')}. The file came in with the whole pack and was not held against the others then; the revisions of the source say what newer snapshots replaced.`
  const against = overruledWords(revisions, past)
  if (nothingChanges(revisions)) return against
  if (changed === 0 && same === 0 && overruled === 0)
    return `${plural(fresh, 'cell')} new. Nothing in force spoke of any of them, so nothing ${past ? 'was' : 'would be'} replaced.`
  const net =
    difference === 0
      ? 'The changes add up to nothing'
      : `The changes add up to ${difference > 0 ? '+' : '−'}${whole(Math.abs(difference))}`
  return `${plural(fresh, 'cell')} new, ${whole(changed)} changed, ${whole(same)} the same.${sums && changed > 0 ? ` ${net}.` : ''}${against && ` ${against}`}`
}

/** The biggest revisions, each as this person may see it. */
function biggestTable({ report, actor, measures, places }: ReportFacts) {
  const rows = report.revisions.biggest.flatMap(one =>
    biggestRow(actor, one, measures.get(one.measure), places.get(one.placeCode)),
  )
  if (rows.length === 0) return null
  return {
    caption: 'The biggest revisions',
    heads: ['Place', 'Measure', 'Month', 'Earlier value', 'Newer value', 'Change'],
    textColumns: [1, 2],
    rows,
  }
}

function biggestRow(actor: Actor, one: Biggest, measure: Measure | undefined, place: Named | undefined): string[][] {
  if (!measure || !place) return actor.role === 'analyst' ? [plainRow(one, one.measure)] : []
  // A cell is a month of one place beside its earlier value: only who sees such counts whole sees one, small or not.
  return sight(actor, measure, place).see === 'all' ? [plainRow(one, measure.short)] : []
}

/** The same for those far from their own last months, each beside its usual month. */
function unlikelyTable({ report, actor, measures, places }: ReportFacts) {
  const rows = report.revisions.unlikely.biggest.flatMap(one =>
    biggestRow(actor, one, measures.get(one.measure), places.get(one.placeCode)).map(row => [
      ...row.slice(0, 5),
      decimal(one.usual),
    ]),
  )
  if (rows.length === 0) return null
  return {
    caption: 'Revisions to check',
    heads: ['Place', 'Measure', 'Month', 'Earlier value', 'Newer value', 'Mean of 12 months before'],
    textColumns: [1, 2],
    rows,
  }
}

const plainRow = (one: Biggest, measure: string) => [
  one.placeName || one.placeCode,
  measure,
  monthWords(one.period.slice(0, 7)),
  figure(one.before),
  figure(one.after),
  signed(one.after - one.before),
]

export const figure = (value: number): string => (Number.isInteger(value) ? whole(value) : decimal(value, 2))
export const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${figure(Math.abs(value))}`
