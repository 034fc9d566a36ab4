import { rateText } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { proportion } from '../../../lib/stats/index.ts'
import { decimal, list, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Measure, openEvidence, type Store, show, sight, sourcesOf } from '../../evidence/index.ts'
import type { MeasureCard } from '../../framework/index.ts'
import type { Context } from '../place/context.ts'
import { part } from '../place/parts.ts'
import * as places from '../place/queries.ts'
import type { MeasurePart } from '../place/types.ts'
import { shownWords, twoYears } from '../place/words.ts'
import { type Share, shares } from './queries.ts'

export const measureHref = (code: string): string => `/measures/${encodeURIComponent(code)}`

export interface City {
  db: Db
  store: Store
  pack: Pack
  actor: Actor
  place: places.Place | undefined
}

export const openCity = async (db: Db, pack: Pack, actor: Actor): Promise<City> => ({
  db,
  pack,
  actor,
  store: await openEvidence(db),
  place: await places.find(db, pack.city.code),
})

/** The newest figure of each measure for the whole city, as far as this person may see it. */
export async function cards(db: Db, pack: Pack, actor: Actor, codes: readonly string[]): Promise<MeasureCard[]> {
  if (codes.length === 0) return []
  const city = await openCity(db, pack, actor)
  const found: MeasureCard[] = []
  for (const code of codes) found.push(await cardOf(city, code))
  return found
}

const blank = (code: string, name: string, figure: string): MeasureCard => ({
  code,
  name,
  href: measureHref(code),
  figure,
  interval: '',
  count: '',
  period: '',
  source: '',
})

async function cardOf(city: City, code: string): Promise<MeasureCard> {
  const measure = city.store.byCode.get(code)
  if (!measure) return blank(code, code, 'Not a measure of this city now')
  if (!city.place) return blank(code, measure.name, 'No figure has been loaded')
  const see = sight(city.actor, measure, places.whereOf(city.place))
  if (see.see === 'nothing') return blank(code, measure.name, see.why)
  const [share] = await shares(city.db, measure.id, city.place.id)
  return share ? ofShare(city, measure, share, city.place) : ofMonths(city, measure, city.place)
}

/** A share in per cent with Wilson's interval; undefined where either side of it is too small to show. */
export function shownShare({ actor }: City, measure: Measure, share: Share, place: places.Place) {
  const see = sight(actor, measure, places.whereOf(place))
  const small = [share.count, share.asked - share.count].some(count => show(count, see).count === null)
  const { value, lower, upper } = proportion(share.count, share.asked, { multiplier: 100 })
  return small || value === null || lower === null || upper === null ? undefined : { value, lower, upper }
}

/** A survey's answer: so many of so many asked, with Wilson's interval. */
async function ofShare(city: City, measure: Measure, share: Share, place: places.Place): Promise<MeasureCard> {
  const found = shownShare(city, measure, share, place)
  if (!found) return blank(measure.code, measure.name, 'Kept back: the counts are small')
  return {
    ...blank(measure.code, measure.name, `${decimal(found.value)}%`),
    interval: `95% interval ${decimal(found.lower)}% to ${decimal(found.upper)}% (Wilson)`,
    count: `${whole(share.count)} of ${whole(share.asked)} ${measure.unit}`,
    period: share.on.slice(0, 4),
    source: await sourceWords(city, measure, place),
  }
}

async function ofMonths(city: City, measure: Measure, place: places.Place): Promise<MeasureCard> {
  const found = await partOf(city, measure, place)
  if (!found) return blank(measure.code, measure.name, 'No figure has been loaded')
  const [later] = twoYears(found)
  const rate = later.count === null ? undefined : found.rates[0]?.figure
  const per = whole(measure.per ?? 1000)
  return {
    ...blank(
      measure.code,
      measure.name,
      rate ? `${rateText(rate.rate)} for every ${per} residents` : `${shownWords(later)} ${measure.unit}`,
    ),
    interval: rate
      ? `95% interval ${rateText(rate.lower, rate.rate)} to ${rateText(rate.upper, rate.rate)} (${intervalName(rate.count)})`
      : '',
    count: rate ? `${shownWords(later)} ${measure.unit}, ${whole(rate.people)} residents` : '',
    period: `${monthWords(addMonths(found.trend.end, -11))} to ${monthWords(found.trend.end)}`,
    source: await sourceWords(city, measure, place),
  }
}

/** The measure's months for the whole city, as far as this person may see them. */
export async function partOf(city: City, measure: Measure, place: places.Place): Promise<MeasurePart | undefined> {
  const residents = await places.residents(city.db, place.id)
  const context: Context = { ...city, place, areaIds: [place.id], residents, signals: new Map() }
  return part(context, measure)
}

// Exact limits matter where there are few; from ten on Byar's are as good (docs/methods/rates.md).
const intervalName = (count: number) => (count < 10 ? 'exact Poisson' : 'Byar’s method')

async function sourceWords({ db, store }: City, measure: Measure, place: places.Place): Promise<string> {
  const ids = [...new Set(sourcesOf(store, measure.id, place.id).map(source => source.sourceId))]
  return list((await places.sources(db, ids)).map(source => `${source.publisher}, ${source.title}`))
}
