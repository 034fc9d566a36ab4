// A finding as a block of the assessment: what all who read findings may see of it.
import { monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import type { Store } from '../../evidence/index.ts'
import type { Figure } from '../analyses/reading.ts'
import { read } from '../findings/evidence.ts'
import { subjectOf, titleOf } from '../findings/rules.ts'
import type { Evidence, Finding } from '../findings/schemas.ts'
import { ratioWords } from '../words.ts'
import type { Said } from './schemas.ts'

/** Figures behind a finding that are otherwise today. What they are now is empty where only that they changed is known. */
export interface Change {
  figures: { label: string; was: string; is: string }[]
}

const reader: Actor = { ...anyone, role: 'officer' }

export async function findingSaid(
  db: Db,
  store: Store,
  finding: Finding,
): Promise<{ said: Omit<Said, 'id' | 'kind'>; change: Change | undefined }> {
  const { seen, revised } = await read(db, store, reader, finding)
  const { evidence } = finding
  const figures = seen ? figuresOf(seen) : []
  const said = {
    title: titleOf(evidence).replace(/^Finding: /, ''),
    words: finding.statement,
    figures,
    table: undefined,
    from: '',
    to: evidence.end,
    source: evidence.imports.map(one => one.title).join('; '),
    method: evidence.method,
    settings: evidence.settings,
    notes: [],
    level: finding.contextLevel,
    places: [...(subjectOf(finding).places ?? [])],
    href: `/findings/${finding.id}`,
    state: finding.status,
    strength: finding.strength,
    factor: finding.factor,
    missing: '',
  }
  const changed = figures.slice(0, 2).map(({ label, value }) => ({ label, was: value, is: '' }))
  return { said, change: revised ? { figures: changed } : undefined }
}

const countWords = (count: number | null, unit: string) => (count === null ? 'not known' : `${whole(count)} ${unit}`)

const figuresOf = ({ measure, window, end, later, earlier, ...seen }: Evidence): Figure[] => {
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
