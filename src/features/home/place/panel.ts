import { monthWords } from '../../../lib/dates.ts'
import { list, sentence } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { seesSignals, sourcesOf } from '../../evidence/index.ts'
import type { Panel } from '../../threads/index.ts'
import { assemble } from './assemble.ts'
import { deprivationWords } from './fact-views.ts'
import * as queries from './queries.ts'
import type { Elsewhere, MeasurePart, PlaceFacts } from './types.ts'
import { rateWords, shownWords, twoYears } from './words.ts'

/** Every measure of a place side by side, as this person may see them, for a decision to keep: nothing is added up and nothing ranked. */
export async function panelOf(db: Db, pack: Pack, actor: Actor, code: string, today: string): Promise<Panel | null> {
  const place = await queries.find(db, code)
  if (!place) return null
  const facts = await assemble(db, pack, actor, place)
  const parts = [...facts.headlines, ...facts.always]
  const lines = await Promise.all(parts.map(part => ('why' in part ? elsewhereLine(part) : line(db, part, facts, actor))))
  return { asAt: today, place: place.name, lines: [...lines, deprivationLine(facts)] }
}

async function line(db: Db, part: MeasurePart, facts: PlaceFacts, actor: Actor): Promise<Panel['lines'][number]> {
  const { measure, trend, rates, signal } = part
  const [later] = twoYears(part)
  const figure = later.count === null ? undefined : rates[0]?.figure
  const sees = seesSignals(actor, queries.whereOf(facts.place))
  const sources = await sourcesOf(db, [measure.id])
  const rate = figure
    ? `; ${rateWords(figure.rate)} a thousand residents (95% interval ${rateWords(figure.lower)} to ${rateWords(figure.upper)})`
    : ''
  return {
    measure: measure.name,
    value: `${shownWords(later)} ${measure.unit}${rate}`,
    period: `12 months to ${monthWords(trend.end)}`,
    change: sees && signal ? (changeWords[signal.change] ?? signal.change) : 'not tested here',
    level: sees && signal ? sentence(signal.level ?? 'not sustained') : 'not known',
    source: list(sources.map(source => source.publisher)),
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
  value: borough ? `See ${borough.name}: this measure is not shown for smaller places` : 'Not known',
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
