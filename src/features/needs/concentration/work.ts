import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { addMonths } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { sum } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import { deprivationOf } from '../map/deprivation.ts'
import { type Look, type Looked, readLook, type Span } from '../patterns/ask.ts'
import { type Counted, monthsIn, type Residents, residentsFor } from '../patterns/figures.ts'
import { countsFor, type Standing, stoodIn } from '../patterns/stand-in.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Answer, Question, Top } from './compute.ts'

const computeUrl = new URL(`./compute${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href

export const draws = 999
export const seed = 1

export interface Settings {
  top: Top
  /** What each place's share of chance is. */
  chance: 'equal' | 'residents'
}

/** What is shown: the places in the order of the answer's positions. */
export interface Found {
  look: Look
  settings: Settings
  errors: FieldError[]
  rows: Counted[]
  unknown: number
  /** Places whose count is hidden, and stood in for. */
  stood: ReadonlySet<number>
  residents: Residents | undefined
  /** The index that the overlap is with: "2025". */
  index: string | undefined
  /** Years of the period, oldest first. */
  years: Span[]
  answer: Answer
}

export type Asked =
  | Exclude<Looked, { state: 'ready' }>
  | { state: 'nothing'; look: Look; settings: Settings }
  | { state: 'found'; found: Found }

const Choice = z.object({
  top: z.string().trim().catch(''),
  chance: z.enum(['equal', 'residents']).catch('equal'),
})
const usualTop = 0.1

/** "12.2" or "any"; anything else is said. */
function settingsOf(query: unknown): { settings: Settings; errors: FieldError[] } {
  const { top, chance } = Choice.parse(query ?? {})
  const typed = top.toLowerCase().replace(/ ?%$/, '')
  if (typed === 'any') return { settings: { top: 'any', chance }, errors: [] }
  if (typed === '') return { settings: { top: usualTop, chance }, errors: [] }
  const share = /^\d{1,3}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) / 10_000 : 0
  return share > 0 && share < 1
    ? { settings: { top: share, chance }, errors: [] }
    : {
        settings: { top: usualTop, chance },
        errors: [{ field: 'top', text: 'Enter a percentage above 0 and under 100, such as 12.5, or the word any' }],
      }
}

const kept = shelf<Answer | undefined>('concentration', 40)

/** Answers the address of the page for one person, or for the city alone. */
export async function ask(rooms: Rooms, actor: Actor | null, query: unknown): Promise<Asked> {
  const looked = await readLook(rooms, actor, query, { usually: 36 })
  if (looked.state !== 'ready') return looked
  const { look } = looked
  const { settings, errors } = settingsOf(query)
  const residents = await residentsFor(rooms.db, look.store, look.ground.vintage, look)
  const standing = await countsFor(rooms.db, actor, look)
  const { stood } = standing
  const rows = placesOf(standing, settings, residents)
  const unknown = look.known.areas.length - rows.length
  const years = yearsOf(look)
  const deprivation = await deprivationOf(rooms.db, look.store, rooms.pack, look.ground.kind)
  const key = [
    look.ground.vintage,
    look.known.measure.id,
    look.from,
    look.to,
    settings.top,
    settings.chance,
    ...stood,
  ].join('|')
  const answer = await kept(look.store, key, async () => {
    if (rows.length < 3) return undefined
    const question: Question = {
      counts: rows.map(row => row.count),
      weights: settings.chance === 'residents' ? rows.map(({ area }) => residents?.of.get(area.id) ?? 0) : null,
      top: settings.top,
      years: await yearly(rooms, look, years, standing, rows),
      scores: rows.map(({ area }) => deprivation?.scores.get(area.id) ?? null),
      draws,
      seed,
    }
    return rooms.bench.run<Answer | undefined>(computeUrl, 'concentrate', question)
  })
  if (!answer) return { state: 'nothing', look, settings }
  const all = [...look.errors, ...errors]
  return {
    state: 'found',
    found: { look, settings, errors: all, rows, unknown, stood, residents, index: deprivation?.year, years, answer },
  }
}

/** The places with every month known; with chance by residents, those with residents. */
const placesOf = ({ rows }: Standing, { chance }: Settings, residents: Residents | undefined): Counted[] =>
  chance === 'equal' ? rows : rows.filter(({ area }) => (residents?.of.get(area.id) ?? 0) > 0)

/** Whole years of the period, counted back from its end; none where there are not two. */
export function yearsOf({ to, months }: Pick<Look, 'to' | 'months'>): Span[] {
  const whole = Math.floor(months / 12)
  if (whole < 2) return []
  return Array.from({ length: whole }, (_, i) => {
    const end = addMonths(to, -12 * (whole - 1 - i))
    return { from: addMonths(end, -11), to: end }
  })
}

async function yearly(
  rooms: Rooms,
  look: Look,
  years: readonly Span[],
  { rows, stood }: Standing,
  used: readonly Counted[],
): Promise<number[][]> {
  const months = await monthsIn(rooms.db, look, look)
  const skip = look.months - 12 * years.length
  return years.map((_, year) => {
    const [from, to] = [skip + 12 * year, skip + 12 * (year + 1)]
    const counts = rows.map(({ area }) => ({ area, count: sum((months.get(area.id) ?? []).slice(from, to), 12) ?? 0 }))
    const of = new Map(stoodIn(counts, stood).map(({ area, count }) => [area.id, count]))
    return used.map(({ area }) => of.get(area.id) ?? 0)
  })
}
