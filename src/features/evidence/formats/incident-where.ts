// Where incidents happened: an area code, or a point that is looked up and let go.
import type { LookupUse, ReadContext } from '../import/format.ts'
import { isNoArea } from '../import/match.ts'
import { isInside, type KnownPlace } from '../import/places.ts'
import { noLookups } from '../import/reading.ts'
import type { Combination } from './keys.ts'
import type { Use } from './levels.ts'

export interface Where {
  /** Values that stand for one of our places; and those that stand for no place at all, whose incidents count to the city alone. */
  used: Use[]
  nowhere: string[]
  badCodes: string[]
  badPoints: string[]
  points: number
  lookups: LookupUse
}

const pointPattern = /^\(?\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*\)?$/

/** Latitude then longitude, as [longitude, latitude]. */
function pointOf(text: string): readonly [number, number] | undefined {
  const found = pointPattern.exec(text)
  return found ? [Number(found[2]), Number(found[1])] : undefined
}

const isOnEarth = ([longitude, latitude]: readonly [number, number]) =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180

/** Sorts the values of the column; points are looked up in batches. */
export async function whereOf(context: ReadContext, found: readonly Combination[]): Promise<Where> {
  const out: Where = { used: [], nowhere: [], badCodes: [], badPoints: [], points: 0, lookups: noLookups() }
  const points: { one: Combination; point: readonly [number, number] }[] = []
  for (const one of found) {
    const point = pointOf(one.key.trim())
    if (!point) byCode(out, context, one)
    else if (isOnEarth(point)) points.push({ one, point })
    else out.badPoints.push(one.key)
  }
  await byPoint(out, context, points)
  return out
}

const isOurs = (context: ReadContext, place: KnownPlace | undefined): place is KnownPlace =>
  place !== undefined &&
  place.kind === (context.source.level ?? 'lsoa') &&
  isInside(context.places, place, context.source.coverage?.parents ?? 'all')

function byCode(out: Where, context: ReadContext, { key, rows }: Combination): void {
  const code = key.trim()
  const place = context.places.byCode.get(code)
  if (isOurs(context, place)) {
    if (code !== key) out.lookups.trimmed += rows
    use(out, key, place, rows)
  } else if (isNoArea(code)) {
    add(out.lookups.notPlaces, code === '' ? 'blank' : code, rows)
    out.nowhere.push(key)
  } else if (!place && /^[A-Z]\d{8}$/.test(code)) out.lookups.outside += rows
  else out.badCodes.push(key)
}

const batch = 20_000

async function byPoint(
  out: Where,
  context: ReadContext,
  points: readonly { one: Combination; point: readonly [number, number] }[],
): Promise<void> {
  for (let from = 0; from < points.length; from += batch) {
    context.signal.throwIfAborted()
    context.progress(from, points.length, 'Finding small areas of points')
    const some = points.slice(from, from + batch)
    const ids = await context.lsoasAt(some.map(({ point }) => point))
    some.forEach(({ one }, i) => {
      const place = context.places.byId.get(ids[i] ?? 0)
      out.points += one.rows
      if (isOurs(context, place)) use(out, one.key, place, one.rows)
      else out.lookups.outside += one.rows
    })
  }
}

function use(out: Where, key: string, place: KnownPlace, rows: number): void {
  out.used.push({ key, level: 'lsoa', placeId: place.id })
  for (const vintage of place.vintages) add(out.lookups.vintages, vintage, rows)
}

const add = (counts: Record<string, number>, key: string, by: number) => {
  counts[key] = (counts[key] ?? 0) + by
}
