import { addMonths, monthWords } from '../../../lib/dates.ts'
import { list, sentence } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { show, sourcesOf } from '../../evidence/index.ts'
import { levelText } from '../../needs/index.ts'
import type { Panel } from '../../threads/index.ts'
import { assemble } from './assemble.ts'
import { deprivationWords } from './fact-views.ts'
import * as queries from './queries.ts'
import type { Elsewhere, MeasurePart, PlaceFacts } from './types.ts'
import { isLevelHidden, isMarkHidden, rateWords, shownWords, twoYears } from './words.ts'

// A panel is kept with the decision and read by whoever may read that, so small counts are hidden as they are from a director.
const reader: Actor = { ...anyone, role: 'director' }

/** Every measure of a place side by side, for a decision to keep: nothing is added up and nothing ranked. */
export async function panelOf(db: Db, pack: Pack, code: string, today: string): Promise<Panel | null> {
  const place = await queries.find(db, code)
  if (!place) return null
  const facts = await assemble(db, pack, reader, place)
  const parts = [...facts.headlines, ...facts.always]
  const lines = parts.map(part => ('why' in part ? elsewhereLine(part) : line(part, facts)))
  return { asAt: today, place: place.name, lines: [...lines, deprivationLine(facts)] }
}

function line(part: MeasurePart, facts: PlaceFacts): Panel['lines'][number] {
  const { measure, trend, rates, signal } = part
  const [later] = twoYears(part)
  const figure = later.count === null ? undefined : rates[0]?.figure
  const months = { from: addMonths(trend.end, -11), to: trend.end }
  const ids = new Set(facts.areaIds.flatMap(id => sourcesOf(facts.store, measure.id, id, months).map(s => s.sourceId)))
  const rate = figure
    ? `; ${rateWords(figure.rate)} a thousand residents (95% interval ${rateWords(figure.lower)} to ${rateWords(figure.upper)})`
    : ''
  return {
    measure: measure.name,
    value: `${shownWords(later)} ${measure.unit}${rate}`,
    period: `12 months to ${monthWords(trend.end)}`,
    change: !signal
      ? 'not tested here'
      : isMarkHidden(part)
        ? 'Not shown'
        : (changeWords[signal.change] ?? signal.change),
    level: !signal
      ? 'not known'
      : isLevelHidden(part)
        ? 'Not shown'
        : sentence(levelText({ level: signal.level, few: signal.detail.few })),
    source: list(facts.sources.filter(source => ids.has(source.id)).map(source => source.title)),
  }
}

const changeWords: Record<string, string> = {
  rising: 'Rising beyond chance',
  falling: 'Falling beyond chance',
  chance: 'Not distinguishable from chance',
  'too few': 'Too few to tell',
  'too short': 'Too short to tell',
  break: 'Recording changed between the two years',
}

const elsewhereLine = ({ measure, borough, why }: Elsewhere): Panel['lines'][number] => ({
  measure: measure.name,
  value: borough
    ? `${borough.name}: ${shownWords(show(borough.later.count, borough.later.see))} ${measure.unit}`
    : 'Not known',
  period: borough ? `12 months to ${monthWords(borough.end)}` : '',
  change: '',
  level: '',
  source: why,
})

const deprivationLine = (facts: PlaceFacts): Panel['lines'][number] => ({
  measure: 'Deprivation',
  value: deprivationWords(facts),
  period: '',
  change: '',
  level: '',
  source: '',
})
