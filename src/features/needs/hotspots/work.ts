import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { addMonths } from '../../../lib/dates.ts'
import type { Point } from '../../../lib/stats/index.ts'
import type { Actor } from '../../../platform/http.ts'
import { shelf } from '../kept.ts'
import { spots } from '../map/queries.ts'
import { type Look, type Looked, readLook, type Span } from '../patterns/ask.ts'
import { type Counted, countsIn, type Residents, residentsFor } from '../patterns/figures.ts'
import * as queries from '../patterns/queries.ts'
import { mayTest, officer } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Kind, type Known, kindWords, openTo } from '../signals/ground.ts'
import type { Answer, Question, Recent } from './compute.ts'

const computeUrl = new URL(`./compute${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href

export const seed = 1
/** Months before the latest ones, whose shares foretell them. */
export const earlierMonths = 24
export const recents = [3, 1, 6, 12] as const
type Length = (typeof recents)[number]

export interface Found {
  look: Look
  residents: Residents
  /** In the order of the answer's positions. */
  rows: Counted[]
  left: number
  recent: Length
  /** The latest months that sudden clusters are looked for in, and those before. */
  spans: { recent: Span; earlier: Span }
  neighbours: number[][]
  answer: Answer
}

export type Asked =
  | Exclude<Looked, { state: 'ready' }>
  | { state: 'nothing'; look: Look; why: string }
  | { state: 'found'; found: Found }

const Choice = z.object({ to: z.string().catch(''), recent: z.coerce.number().pipe(z.literal(recents)).catch(3) })
const kept = shelf<Answer>('hot spots', 24)
const keptBorders = shelf<Map<number, number[]>>('borders', 3)

/** Wards and boroughs are named to all who read findings, so those see the measure; of small areas the measures that may be looked at so low. */
const opens = (kind: Kind, known: readonly Known[]): Known[] =>
  kind === 'lsoa' ? known.filter(({ measure }) => measure.lowestLevel === 'lsoa') : openTo(officer, kind, known)

/**
 * Answers the address of the page. Those who do not see every count have the newest months alone, many maps a month apart would say more
 * than one, and no small areas.
 */
export async function ask(rooms: Rooms, actor: Actor | null, query: unknown): Promise<Asked> {
  const free = actor === null || mayTest(actor)
  const asked = typeof query === 'object' ? query : {}
  const { recent } = free ? Choice.parse(asked ?? {}) : Choice.parse({})
  const looked = await readLook(
    rooms,
    null,
    { ...asked, from: '', ...(free ? {} : { to: '' }) },
    { usually: 12, levels: free ? ['ward', 'borough', 'lsoa'] : ['ward', 'borough'], opens },
  )
  if (looked.state !== 'ready') return looked
  const { look } = looked
  const residents = await residentsFor(rooms.db, look.store, look.ground.vintage, look)
  const { rows } = await countsIn(rooms.db, look)
  const counted = rows.filter(({ area }) => (residents?.of.get(area.id) ?? 0) > 0)
  const why = whyNot(look, counted, residents)
  if (!residents || why) return { state: 'nothing', look, why }
  const spans = spansOf(look.to, recent)
  const neighbours = await neighboursOf(rooms, look, counted)
  const key = [look.ground.vintage, look.known.measure.id, look.to, recent].join('|')
  const answer = await kept(look.store, key, async () => {
    const question: Question = {
      counts: counted.map(row => row.count),
      residents: counted.map(({ area }) => residents.of.get(area.id) ?? 1),
      neighbours,
      seed,
      sudden: await recentOf(rooms, look, counted, spans, recent),
    }
    return rooms.bench.run<Answer>(computeUrl, 'find', question)
  })
  const left = look.known.areas.length - counted.length
  return { state: 'found', found: { look, residents, rows: counted, left, recent, spans, neighbours, answer } }
}

function whyNot({ known, ground, months }: Look, rows: readonly Counted[], residents: Residents | undefined): string {
  const many = kindWords[ground.kind][1]
  const events = rows.reduce((sum, row) => sum + row.count, 0)
  if (known.measure.denominator === null)
    return 'This measure is not counted against residents, so it has no rate to look for hot spots in.'
  if (!residents) return 'No residents are loaded, so there are no rates to look for hot spots in.'
  if (months < 12) return 'There are not yet twelve months of this measure.'
  if (rows.length < 10) return `There are too few ${many} with a figure to tell a hot spot from chance.`
  return events < rows.length
    ? `Too rare: ${events} ${known.measure.unit} among ${rows.length} ${many} in twelve months. A hot spot of so few could not be told from chance.`
    : ''
}

export const spansOf = (to: string, recent: number): Found['spans'] => {
  const before = addMonths(to, -recent)
  return {
    recent: { from: addMonths(before, 1), to },
    earlier: { from: addMonths(before, 1 - earlierMonths), to: before },
  }
}

/** Positions of those that border each place, of the places that are looked at. */
async function neighboursOf({ db }: Rooms, { store, ground }: Look, rows: readonly Counted[]): Promise<number[][]> {
  const borders = await keptBorders(store, ground.vintage, async () => {
    const found = new Map<number, number[]>()
    for (const { id, other } of await queries.borders(db, ground.vintage))
      found.set(id, [...(found.get(id) ?? []), other])
    return found
  })
  const at = new Map(rows.map(({ area }, i) => [area.id, i]))
  return rows.map(({ area }) => (borders.get(area.id) ?? []).flatMap(id => at.get(id) ?? []))
}

/** The latest months and those before, where every one of them is known of every place and each place has its spot on the map. */
async function recentOf(
  rooms: Rooms,
  look: Look,
  rows: readonly Counted[],
  spans: Found['spans'],
  recent: Length,
): Promise<Recent | null> {
  const [latest, earlier] = [
    await countsIn(rooms.db, look, spans.recent),
    await countsIn(rooms.db, look, spans.earlier),
  ]
  const counts = [latest, earlier].map(({ rows }) => new Map(rows.map(({ area, count }) => [area.id, count])))
  const spot = new Map((await spots(rooms.db, look.ground.vintage)).map(each => [each.id, each]))
  const all = rows.map(({ area }) => ({
    point: pointOf(spot.get(area.id)),
    recent: counts[0]?.get(area.id),
    earlier: counts[1]?.get(area.id),
  }))
  const known = all.flatMap(({ point, recent, earlier }) =>
    point && recent !== undefined && earlier !== undefined ? [{ point, recent, earlier }] : [],
  )
  if (known.length < all.length) return null
  return {
    points: known.map(each => each.point),
    recent: known.map(each => each.recent),
    earlier: known.map(each => each.earlier),
    months: [recent, earlierMonths],
  }
}

// Kilometres a degree at the latitude of the place: near enough over one city for who is nearest to whom.
function pointOf(spot: { longitude: number | null; latitude: number | null } | undefined): Point | null {
  if (!spot || spot.longitude === null || spot.latitude === null) return null
  return [spot.longitude * 111.32 * Math.cos((spot.latitude * Math.PI) / 180), spot.latitude * 110.57]
}
