// Places and stations by name, slips forgiven.
import { likeness, plainName } from '../../../lib/typos.ts'
import type { Db } from '../../../platform/db.ts'
import { stationName } from '../own/rules.ts'
import type { PlaceLine } from '../schemas.ts'
import * as queries from './queries.ts'

/** One line of an answer: a place, or a station and the place it leads to. */
export interface Hit {
  place: PlaceLine
  station?: string
}

/** Most answers above small areas. */
const most = 12

const rank = ['city', 'borough', 'ward', 'hub', 'neighbourhood', 'station']

interface Ranked extends queries.Named {
  like: number
}

/** What was meant, surest first: see likeness. At the same sureness places of today come before earlier ones, and large before small. */
export function rankNames(typed: string, names: readonly queries.Named[]): Ranked[] {
  const ranked = names
    .map(one => ({ ...one, like: nearestOf(typed, one) }))
    .filter(one => Number.isFinite(one.like))
    .sort(
      (a, b) =>
        Math.floor(a.like) - Math.floor(b.like) ||
        Number(a.old) - Number(b.old) ||
        a.like - b.like ||
        rank.indexOf(a.kind) - rank.indexOf(b.kind) ||
        a.name.localeCompare(b.name, 'en-GB'),
    )
  // With one slip what was meant is clear: names three slips off are noise beside it.
  const least = Math.min(...ranked.map(one => one.like))
  return ranked.filter(one => one.like <= Math.max(4.5, least) + 1).slice(0, most)
}

/** 'Brixton Underground Station' is meant by 'Brixton' and by 'Brixton station'. */
function nearestOf(typed: string, { name, kind }: queries.Named): number {
  const whole = likeness(typed, plainName(name))
  if (kind !== 'station' || whole === 0) return whole
  const short = plainName(stationName(name))
  return Math.min(whole, likeness(typed, short), likeness(typed, `${short} station`))
}

export async function byName(db: Db, typed: string): Promise<Hit[]> {
  if (typed === '') return []
  const names = await queries.allNames(db)
  const found = rankNames(typed, names)
  const hits = await linesOf(db, found)
  const lsoas = await queries.lsoasNamed(db, lsoaWords(typed, names))
  return [...hits, ...lsoas.map(place => ({ place }))]
}

/** 'lambth 012b' is 'lambeth 012b': only the borough's name is put right, never the number. */
function lsoaWords(typed: string, names: readonly queries.Named[]): string {
  const [, borough = '', number = ''] = /^(.+) (\d{3}[a-z]?)$/.exec(typed) ?? []
  const [meant] = rankNames(
    borough,
    names.filter(one => one.kind === 'borough' && !one.old),
  )
  return meant ? `${meant.name.toLowerCase()} ${number}` : typed
}

async function linesOf(db: Db, found: readonly Ranked[]): Promise<Hit[]> {
  const idsOf = (station: boolean) => found.filter(one => (one.kind === 'station') === station).map(one => one.id)
  const [places, stations] = [idsOf(false), idsOf(true)]
  const lines = new Map((await queries.linesOf(db, places)).map(line => [line.id, line]))
  const led = new Map(
    (stations.length > 0 ? await queries.stationsLead(db, stations) : []).map(one => [one.stationId, one]),
  )
  return found.flatMap(({ id, kind, name }): Hit[] => {
    const place = kind === 'station' ? led.get(id) : lines.get(id)
    // A hub that is an answer itself is not said twice.
    if (!place || (kind === 'station' && place.kind === 'hub' && lines.has(place.id))) return []
    return [kind === 'station' ? { place, station: name } : { place }]
  })
}
