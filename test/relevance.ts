// The judged set of search: an invented corpus, questions, and what a person said should be found. src/features/finder/search/relevance holds both.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { enterApproved } from '../src/features/finder/entries/approved.ts'
import type { Ask } from '../src/features/finder/question.ts'
import { accessKinds, genders, Kind, type NewBody } from '../src/features/finder/schemas.ts'
import { readAsk } from '../src/features/finder/search/ask.ts'
import { find } from '../src/features/finder/search/find.ts'
import { refresh } from '../src/features/finder/search/refresh.ts'
import * as organisations from '../src/features/organisations/index.ts'
import type { Db } from '../src/platform/db.ts'
import { root } from '../src/platform/root.ts'
import { sql } from '../src/platform/sql.ts'
import { seedCity, wards } from './city.ts'
import { openTestStore, type TestStore } from './support.ts'

const folder = join(root, 'src/features/finder/search/relevance')
const rowsOf = (file: string, cells: number): string[][] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => {
      const row = line.split('|').map(cell => cell.trim())
      if (row.length !== cells) throw new Error(`${file}: not ${cells} cells: ${line}`)
      return row
    })

/** A Tuesday in term, at ten past four. */
export const clock = { today: '2026-11-24', minutes: 16 * 60 + 10 }

export interface World {
  store: TestStore
  /** Key of the corpus by id. */
  keys: ReadonlyMap<string, string>
}

/** The small city with the corpus in it, put in as feeds put theirs in. */
export async function openWorld(): Promise<World> {
  const store = await openTestStore('empty')
  const { db } = store
  await seedCity(db)
  await seedPlaces(db)
  const keys = new Map<string, string>()
  for (const row of rowsOf('corpus.txt', 10)) keys.set(await enter(db, row), row[0] ?? '')
  await refresh(db, [...keys.keys()], clock.today)
  return { store, keys }
}

// A postcode in the middle of each ward, and a school holiday at Christmas.
async function seedPlaces(db: Db): Promise<void> {
  await db.run(sql`
    insert into postcodes (postcode, ward_id, borough_id, longitude, latitude)
    select 'RV' || n || '1AA', p.id, p.borough_id, p.longitude, p.latitude
    from unnest(${wards.flat()}::text[]) with ordinality as t (name, n) join places p on p.name = t.name and p.kind = 'ward'`)
  await db.run(
    sql`insert into calendar_loads (title, source, file_hash, made_by) values ('Tests', 'Tests', 'tests', 'tests')`,
  )
  await db.run(sql`
    insert into calendar_spans (load_id, place_id, kind, title, starts_on, ends_on)
    select l.id, null, t.kind, t.kind, t.a::date, t.b::date from calendar_loads l,
      (values ('term', '2026-09-01', '2026-12-18'), ('holiday', '2026-12-19', '2027-01-03'), ('term', '2027-01-04', '2027-03-26')) as t (kind, a, b)`)
}

const middleOf = (ward: string) => {
  const [b, w] = wards.flatMap((some, i) => some.flatMap((name, j) => (name === ward ? [[i, j] as const] : [])))[0] ?? [
    0, 0,
  ]
  return { longitude: -0.1 + b * 0.06 + (w % 2) * 0.03 + 0.015, latitude: 51.5 + Math.floor(w / 2) * 0.02 + 0.01 }
}

type Schedules = NonNullable<NewBody['schedules']>
const day = /^(MO|TU|WE|TH|FR|SA|SU)$/

function schedulesOf(times: string): Schedules {
  if (times === 'any') return []
  return times.split(';').map(part => {
    const words = part.trim().split(' ')
    const [starts = '', ends = ''] = (words.at(-1) ?? '').split('-')
    return {
      from: '2025-01-06',
      freq: 'weekly' as const,
      byDay: words.filter(word => day.test(word)),
      starts,
      ends,
      calendar: words[0] === 'HOL' ? ('holidays' as const) : ('always' as const),
      bankHolidays: 'closed' as const,
      until: words[0] === 'END' ? '2025-12-31' : null,
    }
  })
}

function costOf(flags: readonly string[]): NewBody['cost'] {
  const paid = flags.find(flag => flag.startsWith('paid:'))
  if (paid) return { kind: 'paid', pence: Number(paid.slice(5)), words: '' }
  return { kind: flags.includes('fsm') ? 'free-school-meals' : 'free', words: '' }
}

function bodyOf([
  ,
  ,
  name = '',
  ,
  summary = '',
  tags = '',
  ward = '',
  times = '',
  ages = '',
  flagged = '',
]: readonly string[]): NewBody {
  const flags = flagged.split(' ')
  const ids = tags.split(' ')
  const [minAge, maxAge] = ages.split('-').map(Number)
  return {
    name,
    summary,
    activities: ids.filter(id => !id.startsWith('+')),
    themes: ids.filter(id => id.startsWith('+')).map(id => id.slice(1)),
    venue: ward === '-' ? null : { name: `${ward} Hall`, ...middleOf(ward), safe: flags.includes('safe') },
    online: flags.includes('online'),
    schedules: schedulesOf(times),
    minAge: minAge ?? null,
    maxAge: maxAge === 120 ? null : (maxAge ?? null),
    gender: genders.find(one => flags.includes(one)) ?? 'all',
    languages: flags.filter(flag => flag.startsWith('lang:')).map(flag => flag.slice(5)),
    access: accessKinds.filter(kind => flags.includes(kind)),
    cost: costOf(flags),
    food: flags.includes('food'),
    join: { how: 'turn-up' },
  }
}

const known = new Map<string, string>()
async function organisationOf(db: Db, name: string): Promise<string> {
  const kept = await organisations.enter(db, { by: 'tests', name, email: 'hello@tests.example' })
  if (kept.ok) known.set(name, kept.organisation.id)
  return known.get(name) ?? ''
}

async function enter(db: Db, row: readonly string[]): Promise<string> {
  const made = await enterApproved(db, {
    by: 'tests',
    approvedBy: 'tests',
    kind: Kind.parse(row[1]),
    organisationId: await organisationOf(db, row[3] ?? ''),
    boroughId: null,
    body: bodyOf(row),
    note: '',
    today: clock.today,
    later: true,
  })
  return made.id
}

export interface Judged {
  kind: 'plain' | 'nav' | 'typo' | 'crisis'
  query: string
  more: string
  /** Grade by key: 3 just that, 2 good, 1 of some use. */
  grades: ReadonlyMap<string, number>
  /** The query meant, of a typo. */
  means: string | undefined
}

export function judgedSet(): Judged[] {
  const rows = rowsOf('judged.txt', 4)
  const of = new Map(rows.map(([, query = '', more = '', said = '']) => [`${query}|${more}`, said]))
  return rows.map(([kind, query = '', more = '', said = '']) => {
    const means = said.startsWith('=') ? said.slice(1).trim() : undefined
    const grades = means === undefined ? said : (of.get(`${means}|`) ?? '')
    if (kind !== 'plain' && kind !== 'nav' && kind !== 'typo' && kind !== 'crisis') throw new Error(`What is ${kind}?`)
    return { kind, query, more, means, grades: gradesOf(grades) }
  })
}

const gradesOf = (said: string) =>
  new Map(
    said
      .split(' ')
      .filter(Boolean)
      .map((one): [string, number] => {
        const [key = '', grade = '3'] = one.split(':')
        return [key, Number(grade)]
      }),
  )

export interface Outcome extends Judged {
  ask: Ask
  found: readonly { key: string; minAge: number; maxAge: number }[]
  loosened: readonly string[]
  crisis: readonly string[]
  corrected: string | undefined
  /** Of the first ten. */
  ndcg: number
}

export async function outcomeOf({ store, keys }: World, judged: Judged): Promise<Outcome> {
  const ask = await readAsk(store.db, { q: judged.query, ...Object.fromEntries(new URLSearchParams(judged.more)) })
  const results = await find(store.db, ask, clock)
  const found = results.hits.map(({ id, minAge, maxAge }) => ({ key: keys.get(id) ?? '', minAge, maxAge }))
  const { loosened, crisis, read } = results
  return {
    ...judged,
    ask,
    found,
    loosened,
    crisis,
    corrected: read.corrected,
    ndcg: ndcg(
      found.map(one => one.key),
      judged.grades,
    ),
  }
}

/** Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), gains 2^grade − 1. */
export function ndcg(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const gain = (all: readonly number[]) =>
    all.slice(0, 10).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
  const ideal = gain([...grades.values()].sort((a, b) => b - a))
  return ideal === 0 ? 1 : gain(found.map(key => grades.get(key) ?? 0)) / ideal
}

export interface Figures {
  queries: number
  ndcg: number
  /** Share of names whose own entry comes first. */
  navigational: number
  /** Mean loss of a typo against its right spelling. */
  typoLoss: number
  crisis: number
  /** Share that found nothing until something was let go of. */
  zero: number
}

const mean = (all: readonly number[]) => (all.length === 0 ? 0 : all.reduce((sum, n) => sum + n, 0) / all.length)

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const of = (kind: Judged['kind']) => outcomes.filter(one => one.kind === kind)
  const plain = new Map(outcomes.map(one => [`${one.query}|${one.more}`, one.ndcg]))
  const answered = outcomes.filter(one => one.kind !== 'crisis')
  return {
    queries: outcomes.length,
    ndcg: mean(answered.map(one => one.ndcg)),
    navigational: mean(of('nav').map(one => Number(one.grades.has(one.found[0]?.key ?? '')))),
    typoLoss: mean(
      of('typo').flatMap(one => (one.means === undefined ? [] : [(plain.get(`${one.means}|`) ?? 0) - one.ndcg])),
    ),
    crisis: mean(of('crisis').map(one => Number(one.crisis[0] === 'emergency'))),
    zero: mean(answered.map(one => Number(one.loosened.length > 0 || one.found.length === 0))),
  }
}
