// Invented sessions in the hundred thousands, skewed as real ones are: many near the middle, a few kinds of thing that everybody runs, long tails of words.
import { z } from 'zod'
import { activities } from '../../src/features/finder/activities.ts'
import type { Db } from '../../src/platform/db.ts'
import { sql } from '../../src/platform/sql.ts'

/** Chance with a seed (mulberry32), so that every run asks the same of the same. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Of n things, the first the most often (Zipf with exponent 1). */
export const skewed = (random: () => number, n: number): number => Math.min(n - 1, Math.floor(n ** random()) - 1)

const pick = <T>(random: () => number, all: readonly T[]): T => {
  const found = all[Math.floor(random() * all.length)]
  if (found === undefined) throw new Error('Nothing to pick from')
  return found
}

const [west, south, wide, high] = [-0.5, 51.29, 0.83, 0.4]
/** London's extent in 4,900 squares for small areas, 840 for wards, 35 for boroughs: points are looked up in them as they are in real ones. */
export async function seedGrid(db: Db): Promise<void> {
  const square = (kind: string, prefix: string, nx: number, ny: number) => sql`
    insert into places (code, name, kind, longitude, latitude, geom)
    select ${prefix} || lpad((y * ${nx}::int + x)::text, 5, '0'), ${kind} || ' ' || (y * ${nx}::int + x), ${kind},
      ${west}::float8 + (x + 0.5) * ${wide / nx}::float8, ${south}::float8 + (y + 0.5) * ${high / ny}::float8,
      ST_Multi(ST_MakeEnvelope(${west}::float8 + x * ${wide / nx}::float8, ${south}::float8 + y * ${high / ny}::float8,
        ${west}::float8 + (x + 1) * ${wide / nx}::float8, ${south}::float8 + (y + 1) * ${high / ny}::float8, 4326))
    from generate_series(0, ${nx - 1}::int) x, generate_series(0, ${ny - 1}::int) y`
  await db.run(square('borough', 'X090', 7, 5))
  await db.run(square('ward', 'X050', 35, 24))
  await db.run(square('lsoa', 'X010', 70, 70))
  const inside = (child: string, parent: string) => sql`
    update places c set parent_id = p.id from places p where c.kind = ${child} and p.kind = ${parent}
      and ST_Contains(p.geom, ST_SetSRID(ST_MakePoint(c.longitude, c.latitude), 4326))`
  await db.run(inside('ward', 'borough'))
  await db.run(inside('lsoa', 'ward'))
  await db.run(sql`update places c set borough_id = p.id from places p where c.kind in ('ward', 'lsoa') and p.kind = 'borough'
    and ST_Contains(p.geom, ST_SetSRID(ST_MakePoint(c.longitude, c.latitude), 4326))`)
  await db.run(sql`insert into place_vintages (vintage, place_id) select kind || ':2021', id from places`)
}

const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** A point of London, the denser the nearer to the middle. */
export function pointIn(random: () => number): { longitude: number; latitude: number } {
  const within = (n: number, least: number, size: number) => Math.min(least + size - 0.001, Math.max(least + 0.001, n))
  return {
    longitude: within(-0.1 + normal(random) * 0.13, west, wide),
    latitude: within(51.51 + normal(random) * 0.07, south, high),
  }
}

const parts = [
  'ba',
  'cor',
  'del',
  'fen',
  'gra',
  'hol',
  'jin',
  'kes',
  'lor',
  'mun',
  'nor',
  'pel',
  'quin',
  'ros',
  'sten',
  'tar',
  'vel',
  'wim',
  'yar',
  'zel',
]
const word = (n: number) => `${parts[n % 20]}${parts[Math.floor(n / 20) % 20]}${parts[Math.floor(n / 400) % 20]}`
const common =
  'young people learn new skills with friendly coaches every week in a safe warm hall all levels welcome bring water kit to borrow no need to book make friends and have fun'.split(
    ' ',
  )
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
/** The kinds of thing most often run come first. */
const kindsOfThing = [
  'football',
  'youth-club',
  'basketball',
  'boxing',
  'dance',
  'swimming',
  'gym',
  'music-making',
  'fitness-class',
  'yoga',
  'homework',
  'art',
  'multi-sport',
  'tennis',
  'family',
  'cooking',
]
const things = [...kindsOfThing, ...activities.map(one => one.id).filter(id => !kindsOfThing.includes(id))]
const labels = new Map(activities.map(one => [one.id, one.label]))

function bodyOf(random: () => number, venue: ReturnType<typeof pointIn> & { name: string }) {
  const activity = things[skewed(random, things.length)] ?? 'football'
  const label = labels.get(activity) ?? activity
  const [minAge, long] = [pick(random, [0, 4, 5, 8, 8, 11, 11, 13, 14, 16]), pick(random, [3, 5, 5, 8, 10, 100])]
  const hour = pick(random, [9, 10, 11, 13, 15, 15, 16, 16, 16, 17, 17, 17, 18, 18, 19, 20])
  const rest = Array.from({ length: 25 }, () => (random() < 0.5 ? pick(random, common) : word(skewed(random, 8_000))))
  return {
    name: `${word(skewed(random, 8_000))} ${label}`,
    summary: `${label} with ${rest.slice(0, 6).join(' ')}.`,
    description: rest.join(' '),
    activities: [activity],
    venue: { ...venue },
    schedules: [
      {
        from: '2025-01-06',
        freq: 'weekly',
        byDay: [...new Set([pick(random, days), ...(random() < 0.4 ? [pick(random, days)] : [])])],
        starts: `${String(hour).padStart(2, '0')}:00`,
        ends: `${String(hour + 1).padStart(2, '0')}:30`,
        bankHolidays: 'open',
      },
    ],
    minAge,
    maxAge: Math.min(120, minAge + long),
    gender: random() < 0.05 ? 'girls' : 'all',
    access: random() < 0.3 ? ['step-free'] : [],
    cost: random() < 0.55 ? { kind: 'free', words: '' } : { kind: 'paid', pence: 300, words: '' },
    join: { how: 'turn-up' },
  }
}

const batch = 5_000
const Id = z.object({ id: z.string() })

/** Puts `n` public entries in, as they stand after approval; what search reads is made from them afterwards. */
export async function seedEntries(db: Db, n: number): Promise<void> {
  const random = chance(7)
  await db.run(sql`
    insert into organisations (id, key, name, kind, made_by)
    select gen_random_uuid(), 'bench-' || i, 'Bench organisation ' || i, 'charity', 'bench' from generate_series(1, ${Math.ceil(n / 20)}::int) i`)
  const organisations = (await db.many(Id, sql`select id from organisations order by key`)).map(one => one.id)
  const venues = Array.from({ length: Math.ceil(n / 12) }, (_, i) => ({
    name: `${word(i % 8_000)} Hall`,
    ...pointIn(random),
  }))
  for (let done = 0; done < n; done += batch) {
    const some = Array.from({ length: Math.min(batch, n - done) }, () => ({
      organisation: pick(random, organisations),
      body: JSON.stringify(bodyOf(random, pick(random, venues))),
    }))
    await db.run(sql`
      with t as (select gen_random_uuid() as id, g.organisation, g.body
          from unnest(${some.map(one => one.organisation)}::uuid[], ${some.map(one => one.body)}::text[]) as g (organisation, body)),
        o as (insert into opportunities (id, kind, organisation_id, state, last_version, public_version, checked_on, made_by)
          select id, 'activity', organisation, 'public', 1, 1, '2026-11-01', 'bench' from t)
      insert into opportunity_versions (opportunity_id, version, body, made_by, verdict, decided_by)
      select id, 1, body::jsonb, 'bench', 'approved', 'bench-2' from t`)
  }
}
