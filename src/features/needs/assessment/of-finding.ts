// A finding as a block of the assessment: what all who read findings may see of it.
import { monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Store } from '../../evidence/index.ts'
import type { Figure } from '../analyses/reading.ts'
import { methodOf, monthsOf, notesOf, topicOf } from '../findings/about.ts'
import { exhibitOf } from '../findings/queries.ts'
import { type Revised, read } from '../findings/read.ts'
import { reader, subjectOf } from '../findings/rules.ts'
import type { Evidence, Finding, MarkEvidence } from '../findings/schemas.ts'
import { ratioWords } from '../words.ts'
import { countedBy } from './counted.ts'
import type { Said } from './schemas.ts'

/** Figures behind a finding that are otherwise today. */
export interface Change {
  figures: { label: string; was: string; is: string }[]
  /** Somebody looked at them and found that its words hold. */
  stands: boolean
}

export async function findingSaid(db: Db, store: Store, finding: Finding): Promise<Omit<Said, 'id' | 'kind'>> {
  const { seen } = await read(db, store, reader, finding)
  const { evidence } = finding
  const exhibit = evidence.kind === 'reading' ? await exhibitOf(db, finding.id) : { svg: undefined, table: undefined }
  return {
    title: topicOf(evidence),
    words: finding.statement,
    figures: seen ? figuresOf(seen) : [],
    ...exhibit,
    ...monthsOf(evidence),
    source: evidence.kind === 'reading' ? evidence.reading.source : evidence.imports.map(one => one.title).join('; '),
    method: methodOf(evidence),
    settings: evidence.kind === 'reading' ? evidence.reading.settings : evidence.settings,
    notes: notesOf(evidence),
    level: finding.contextLevel,
    places: [...(subjectOf(finding).places ?? [])],
    href: `/findings/${finding.id}`,
    counted: countedBy(evidence),
    state: finding.status,
    strength: finding.strength,
    factor: finding.factor,
    missing: '',
  }
}

/** What changed behind a finding, in the units of its figures, so that sentences can be searched for what was. */
export function changeOf({ evidence }: Finding, { changes, stands }: Revised): Change {
  const unit = evidence.kind === 'mark' ? ` ${evidence.measure.unit}` : ''
  const told = (text: string) => (/^[\d,]+$/.test(text) ? text + unit : text)
  return { stands, figures: changes.map(({ label, was, is }) => ({ label, was: told(was), is: told(is) })) }
}

const figuresOf = (seen: Evidence): Figure[] => (seen.kind === 'reading' ? seen.reading.figures : markFigures(seen))

const countWords = (count: number | null, unit: string) => (count === null ? 'not known' : `${whole(count)} ${unit}`)

const markFigures = ({ measure, window, end, later, earlier, ...seen }: MarkEvidence): Figure[] => {
  const to = `${window} months to ${monthWords(end)}`
  const figure = (label: string, value: string, count: number | null, period: string, interval = ''): Figure => ({
    label: `${measure.name}: ${label}`,
    value,
    count: count === null ? '' : whole(count),
    denominator: '',
    period,
    interval,
  })
  return [
    figure(to, countWords(later, measure.unit), later, to),
    figure(`the ${window} months before`, countWords(earlier, measure.unit), earlier, `${window} months before`),
    figure('ratio', ratioWords({ ...seen, later, earlier }) || 'not worked out', null, to, '95% interval in brackets'),
  ]
}
