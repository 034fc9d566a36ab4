import { addMonths, monthsBetween } from '../../../lib/dates.ts'
import { type RatioTest, rateRatioTest } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import { isKnown, type Measure, seesSignals, sight } from '../../evidence/index.ts'
import { dispersionOf, signalsAt } from '../../needs/index.ts'
import type { Context } from './context.ts'
import { eyesOn } from './eyes.ts'
import { rateOf, type Trend, trend, trends, yearTo } from './figures.ts'
import * as queries from './queries.ts'
import { whereOf } from './queries.ts'
import { compareRates } from './rates.ts'
import type { Elsewhere, MeasurePart, PlaceFacts } from './types.ts'

/** One measure at the place, as far as this person may see it; undefined where no file speaks for it. */
export async function part(context: Context, measure: Measure): Promise<MeasurePart | undefined> {
  const { db, store, actor, place, areaIds } = context
  if (sight(actor, measure, whereOf(place)).see === 'nothing') return undefined
  const found = await trend(db, store, measure, areaIds)
  if (!found) return undefined
  const eyes = await eyesOn(context, measure, found.end)
  return {
    measure,
    eyes,
    trend: found,
    signal: context.signals.get(measure.id),
    alone: eyes.year(found.end).see === 'rounded' ? undefined : await alone(context, measure, found),
    ...(await compareRates(context, measure, found, eyes.year(found.end))),
  }
}

const fewestAlone = 20

async function alone(context: Context, measure: Measure, found: Trend): Promise<RatioTest | undefined> {
  if (context.signals.has(measure.id)) return undefined
  const [x1, x2] = [yearTo(found, found.end), yearTo(found, earlierEnd(found))]
  const start = addMonths(found.end, -23)
  const broken = found.breaks.some(b => monthsBetween(start, b.month) > 0)
  if (x1 === null || x2 === null || x1 + x2 < fewestAlone || broken) return undefined
  return rateRatioTest({ x1, n1: 1, x2, n2: 1 }, { dispersion: await dispersionOf(context.db, measure.id) })
}

// Domestic abuse and violence against women and girls are always in the picture, at borough level or above.
export async function elsewhere(context: Context, measure: Measure): Promise<Elsewhere | undefined> {
  const { db, store, actor, place } = context
  if (place.boroughId === null || place.boroughCode === null || place.boroughName === null) return undefined
  const borough = await queries.find(db, place.boroughCode)
  const seen = borough && sight(actor, measure, whereOf(borough)).see !== 'nothing'
  const found = seen ? await trend(db, store, measure, [borough.id]) : undefined
  if (!borough || !found) return undefined
  const eyes = await eyesOn({ db, store, actor, place: borough }, measure, found.end)
  const people = await queries.residents(db, borough.id)
  const [count, before] = [yearTo(found, found.end), earlierEnd(found)]
  return {
    measure,
    why: whyElsewhere(context, measure),
    borough: {
      id: borough.id,
      name: place.boroughName,
      code: place.boroughCode,
      later: { count, see: eyes.year(found.end) },
      earlier: { count: yearTo(found, before), see: eyes.year(before) },
      figure: rateOf(count, people?.persons ?? null, measure.per ?? 1000),
      end: found.end,
      judged: seesSignals(actor, whereOf(borough))
        ? { trend: found, eyes, alone: undefined, signal: await markAt(db, borough.id, measure) }
        : undefined,
    },
  }
}

const markAt = async (db: Db, placeId: number, { id }: Measure) =>
  (await signalsAt(db, placeId)).find(signal => signal.measureId === id)

// Small areas are for analysts alone, whatever the measure.
const levelWords = { lsoa: 'wards', ward: 'wards', borough: 'boroughs', city: 'the city' } as const

/** Why the borough's figure stands here: there is none of this place, or it is for analysts alone. */
function whyElsewhere({ store, place, areaIds }: Context, measure: Measure): string {
  const kind = place.kind === 'lsoa' ? 'small area' : place.kind
  if (!areaIds.some(id => isKnown(store, measure.id, id))) return `No file loaded has a figure for this ${kind}.`
  const here = kind === 'hub' || kind === 'neighbourhood' ? 'places like this' : `${kind}s`
  const everyone = measure.lowestLevel === 'city' ? 'the city' : `${levelWords[measure.lowestLevel]} and above`
  return `Shown to analysts for ${here}; to everyone else for ${everyone}, so that nobody can be recognised.`
}

const earlierEnd = (found: Trend) => found.months.at(-13) ?? found.end

/** The measures of violence that stand in no other part of the page. */
export async function otherMeasures(context: Context): Promise<PlaceFacts['others']> {
  const { db, store, pack, actor, place, areaIds } = context
  const shown = new Set([...pack.headlines, ...pack.always])
  const wanted = store.measures.filter(
    m =>
      m.kind === 'count' &&
      m.topic === 'violence' &&
      !shown.has(m.code) &&
      areaIds[0] !== undefined &&
      isKnown(store, m.id, areaIds[0]),
  )
  const seen = wanted.filter(measure => sight(actor, measure, whereOf(place)).see !== 'nothing')
  const found = await trends(db, store, seen, areaIds)
  const rows: PlaceFacts['others'] = []
  for (const measure of seen) {
    const trend = found.get(measure.id)
    if (trend) rows.push({ measure, trend, eyes: await eyesOn(context, measure, trend.end) })
  }
  return rows
}
