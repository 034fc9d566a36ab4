// The totals of a place: each kind of violence counted, domestic abuse always among them. A city is the sum of its boroughs.

import { addMonths } from '../../../lib/dates.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence, type Store, show, sight, sourcesOf } from '../../evidence/index.ts'
import { findCity } from '../../places/index.ts'
import type { Reading } from '../analyses/reading.ts'
import type { View } from '../analyses/view.ts'
import { apartWords } from '../parts.ts'
import { windowsOf } from '../questions/shown.ts'
import { officer as reader, seenOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { breakInside } from '../signals/frame.ts'
import { type Ground, groundOf, type Known } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import { sourceWords } from '../sources.ts'
import type { Row, Scope } from './totals-rows.ts'
import { figureOf, notesOf, statementOf, tableOf } from './totals-words.ts'

/** Kinds of violence whose totals open an assessment, in this order, where a file speaks of them. */
const counted = [
  'violence-with-injury',
  'homicide',
  'knife-crime',
  'knife-crime-with-injury',
  'gun-crime',
  'robbery',
  'sexual-offences',
  'domestic-abuse',
  'domestic-abuse-violence-with-injury',
  'vawg',
]
const window = 12

export const path = '/analyses/totals'

export async function scopesOf(db: Db): Promise<{ scopes: Scope[]; ground: Ground | undefined; store: Store }> {
  const store = await openEvidence(db)
  const [city, ground] = [await findCity(db), await groundOf(db, store, 'borough')]
  const boroughs = (ground?.areas ?? []).map(({ code, name }) => ({ code, name, kind: 'borough' as const }))
  return {
    scopes: [...(city ? [{ code: city.code, name: city.name, kind: 'city' as const }] : []), ...boroughs],
    ground,
    store,
  }
}

const hrefOf = ({ code }: Scope): string => `${path}?${new URLSearchParams({ place: code })}`

/** The city, and the boroughs this person may look at closely: a borough lead their own. */
export const scopesFor = (actor: Actor, scopes: readonly Scope[]): Scope[] =>
  scopes.filter(({ kind, code }) => kind === 'city' || actor.role !== 'borough-lead' || actor.places.includes(code))

interface Summing {
  db: Db
  store: Store
  ground: Ground
  scope: Scope
}

async function rowOf({ db, store, ground, scope }: Summing, known: Known): Promise<Row | undefined> {
  const { measure, end } = known
  const areas = known.areas.filter(area => scope.kind === 'city' || area.code === scope.code)
  const see = sight(reader, measure, { kind: scope.kind, code: scope.code, boroughCode: null })
  if (areas.length === 0 || see.see === 'nothing') return undefined
  const counts = await windowsOf(db, store, measure, areas, end, window)
  const looking = { db, store, actor: reader, measure, vintage: ground.vintage, areas: ground.areas }
  const told = async (pick: 'later' | 'earlier', at: string) => {
    const hidden = scope.kind === 'borough' && (await seenOf(looking, at, window)).hidden.has(areas[0]?.id ?? 0)
    return hidden ? { count: null, words: 'not shown' } : show(summed(areas, counts, pick), see)
  }
  const now = await told('later', end)
  const then = await told('earlier', addMonths(end, -window))
  return {
    known,
    end,
    count: now.count,
    words: now.count === null ? (now.words ?? 'not all months are known') : whole(now.count),
    before: breakInside(store, measure, end, window)
      ? 'recorded otherwise then'
      : then.count === null
        ? (then.words ?? 'not all months are known')
        : whole(then.count),
    residents: areas.reduce((sum, area) => sum + (area.residents ?? 0), 0),
  }
}

type Counts = Awaited<ReturnType<typeof windowsOf>>

/** Not known where one of the boroughs is not. */
const summed = (areas: readonly Area[], counts: Counts, pick: 'later' | 'earlier'): number | null =>
  areas.reduce<number | null>((sum, { id }) => {
    const count = counts.get(id)?.[pick] ?? null
    return sum === null || count === null ? null : sum + count
  }, 0)

/** What the totals of one place say; undefined where nothing is loaded. */
export async function totals({ db }: Rooms, asked: Record<string, string>): Promise<Reading | undefined> {
  const { scopes, ground, store } = await scopesOf(db)
  const scope = scopes.find(each => each.code === asked.place) ?? scopes[0]
  if (!scope || !ground) return undefined
  const known = counted.flatMap(code => ground.known.find(each => each.measure.code === code) ?? [])
  const rows = (await Promise.all(known.map(each => rowOf({ db, store, ground, scope }, each)))).flatMap(
    row => row ?? [],
  )
  return rows.length === 0 ? undefined : readingOf({ db, store, ground, scope }, rows)
}

async function readingOf({ db, store, ground, scope }: Summing, rows: readonly Row[]): Promise<Reading> {
  const ends = rows.map(row => row.end).sort()
  const ids = new Map(ground.areas.map(area => [area.code, area.id]))
  const places = scope.kind === 'city' ? [...ids.values()] : [ids.get(scope.code) ?? 0]
  const period = (end: string) => ({ from: addMonths(end, 1 - 2 * window), to: end })
  const words = await Promise.all(
    rows.map(row => sourceWords(db, store, row.known.measure.id, places, period(row.end))),
  )
  const imports = rows.flatMap(row =>
    places.flatMap(place => sourcesOf(store, row.known.measure.id, place, period(row.end)).map(one => one.id)),
  )
  return {
    view: 'totals',
    title: `Totals of violence: ${scope.name}`,
    href: hrefOf(scope),
    statement: statementOf(scope, rows),
    figures: rows.map(figureOf),
    table: tableOf(scope, rows),
    from: addMonths(ends[0] ?? '', 1 - window),
    to: ends.at(-1) ?? '',
    places: [scope.code],
    measures: rows.map(row => row.known.measure.code),
    imports: [...new Set(imports)],
    source: [...new Set(words)].filter(Boolean).map(sentence).join('; '),
    method: '/methods/rates',
    settings: '',
    notes: [...notesOf(scope, rows, ground.areas), ...(await apart(db, store, scope, rows))],
  }
}

/** Where other ways to count the city say otherwise than its boroughs, whose sum stands here. */
async function apart(db: Db, store: Store, scope: Scope, rows: readonly Row[]): Promise<string[]> {
  const city = scope.kind === 'city' ? await findCity(db) : undefined
  if (!city) return []
  const all = rows.map(({ known: { measure }, end }) => apartWords(db, store, { measure, city, end }))
  return (await Promise.all(all)).filter(Boolean)
}

/** Each kind of violence counted, for the city or a borough. */
export const totalsView: View = {
  name: 'totals',
  title: 'Totals',
  question: 'How much violence of each kind is recorded in the city or a borough, domestic abuse among it?',
  path,
  read: totals,
  addressFor: async ({ db }, actor, { place }) => {
    const scopes = scopesFor(actor, (await scopesOf(db)).scopes)
    const scope = scopes.find(({ code }) => code === place) ?? scopes[0]
    return scope && hrefOf(scope)
  },
}
