import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCity } from '../../../../test/city.ts'
import { openTestStore, type TestStore, workOff } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import * as organisations from '../../organisations/index.ts'
import { enterApproved } from '../entries/approved.ts'
import { publicEntries } from '../entries/public.ts'
import * as entries from '../entries/service.ts'
import type { Ask } from '../question.ts'
import type { Kind, NewBody } from '../schemas.ts'
import { noneAdded } from './added.ts'
import { refreshAll, request as requestSearch, schedule as scheduleSearch, jobs as searchJobs } from './again.ts'
import { aroundOf, withWay } from './around.ts'
import { anything, readAsk } from './ask.ts'
import { find, findMeant } from './find.ts'
import { mostSteps } from './loosen.ts'
import { look } from './search.ts'
import { conceptsOf } from './understand.ts'

// A Tuesday in term, at ten past four.
const today = '2026-11-24'
const clock = { today, minutes: 16 * 60 + 10 }
let store: TestStore
let organisationId = ''
beforeAll(async () => {
  store = await openTestStore('empty')
  await seedCity(store.db)
  const kept = await organisations.enter(store.db, {
    by: 'tests',
    name: 'Tideway Youth',
    email: 'hello@tideway.example',
  })
  if (!kept.ok) throw new Error('not kept')
  organisationId = kept.organisation.id
})
afterAll(() => store.close())

const weekly = (day: string, starts: string, ends: string, more = {}) => ({
  from: '2026-01-05',
  freq: 'weekly' as const,
  byDay: [day],
  starts,
  ends,
  bankHolidays: 'open' as const,
  ...more,
})
const at = (longitude: number, latitude = 51.51, more = {}) => ({
  name: 'Northgate Hall',
  longitude,
  latitude,
  ...more,
})
async function add(name: string, over: Partial<NewBody> = {}, kind: Kind = 'activity'): Promise<string> {
  const body: NewBody = {
    name,
    summary: `${name} for young people.`,
    cost: { kind: 'free', words: '' },
    join: { how: 'turn-up' },
    schedules: [weekly('TU', '17:00', '18:30')],
    venue: at(-0.09),
    ...over,
  }
  const made = await enterApproved(store.db, {
    by: 'tests',
    approvedBy: 'tests',
    kind,
    organisationId,
    boroughId: null,
    body,
    note: '',
    today,
  })
  return made.id
}
/** What fits; what is shown instead when nothing does is not among it. */
const names = async (ask: Partial<Ask>, when = clock) => {
  const { hits, loosened } = await find(store.db, { ...anything, ...ask }, when)
  return loosened.length > 0 ? [] : hits.map(hit => hit.name)
}
const Words = z.object({ word: z.string() })
const learnt = async (word: string) =>
  (await store.db.many(Words, sql`select word from finder_words where word = ${word}`)).length > 0

describe('what search knows', () => {
  test('is what the public reads: words, times, ward and borough', async () => {
    const id = await add('Boxing at the Hall', { activities: ['boxing'], minAge: 11, maxAge: 16 })
    const found = await find(store.db, { ...anything, words: 'boxing', age: 15, band: 'today' }, clock)
    expect(found.hits).toMatchObject([
      {
        id,
        organisation: 'Tideway Youth',
        next: { day: today, starts: 1_020, ends: 1_110, sure: true },
        join: 'turn-up',
      },
    ])
    expect(found.hits[0]?.longitude).toBeCloseTo(-0.09, 5)
    expect(found.facets.activity).toEqual([{ value: 'boxing', text: 'Boxing', count: 1 }])
    const place = await store.db.one(
      z.object({ ward: z.string(), borough: z.string() }),
      sql`select w.kind as ward, b.kind as borough from finder_entries e join places w on w.id = e.ward_id join places b on b.id = e.borough_id
        where e.id = ${id}`,
    )
    expect(place).toEqual({ ward: 'ward', borough: 'borough' })
    expect(await learnt('boxing')).toBe(true)
    await entries.hide(store.db, { id, by: 'tests', reason: 'Wrong', today })
    expect(await names({ words: 'boxing' })).toEqual([])
    expect(await learnt('boxing')).toBe(false)
  })

  test('has nothing of a safe venue but what may be said', async () => {
    const venue = {
      ...at(-0.05),
      name: 'Rosewater House',
      postcode: 'ZZ1 1AA',
      address: '4 Rosewater Lane',
      safe: true,
    }
    await add('Somewhere safe to stay', { venue, schedules: [], summary: 'Rosewater House takes you in.' }, 'support')
    const [hit] = (await find(store.db, { ...anything, words: 'somewhere safe to stay' }, clock)).hits
    expect(hit).toMatchObject({ venue: '', longitude: null, latitude: null, metres: null })
    const rows = await store.db.many(
      z.object({ row: z.string() }),
      sql`select to_jsonb(e)::text as row from finder_entries e union all select to_jsonb(t)::text from finder_times t
        union all select word from finder_words`,
    )
    expect(
      rows
        .map(one => one.row)
        .join(' ')
        .toLowerCase(),
    ).not.toMatch(/rosewater|zz11aa/)
    expect(await names({ words: 'rosewater' })).toEqual([])
    expect(await names({ near: { asked: '', words: '', longitude: -0.05, latitude: 51.51 }, within: 300 })).toEqual([])
  })

  test('forgets what has ended, and finds what begins later', async () => {
    await add('Chess of last year', { schedules: [weekly('TU', '17:00', '18:00', { until: '2026-11-17' })] })
    await add('Chess in spring', { schedules: [weekly('TU', '17:00', '18:00', { from: '2027-03-02' })] })
    await add('Chess earlier today', { schedules: [weekly('TU', '10:00', '11:00', { until: today })] })
    expect(await names({ words: 'chess' })).toEqual(['Chess in spring'])
    expect(await names({ words: 'chess', band: 'today' })).toEqual([])
  })

  test('is made anew at night, and comes out the same', async () => {
    const before = await names({ words: 'chess' })
    expect(await refreshAll(store.db, today)).toBeGreaterThan(4)
    expect(await names({ words: 'chess' })).toEqual(before)
  })
})

test('an address is read for what it can mean, and nonsense is left out', async () => {
  const ask = await readAsk(store.db, {
    q: ' boxing ',
    near: 'Northgate',
    band: 'today',
    age: '15',
    kind: ['activity', 'x'],
    page: '-3',
  })
  expect(ask).toMatchObject({
    words: 'boxing',
    band: 'today',
    age: 15,
    kinds: ['activity'],
    page: 1,
    near: { asked: 'Northgate' },
  })
  expect(await readAsk(store.db, { age: 'x', near: 'qqqqqq', day: '2026-13-01', band: 'never' })).toEqual(anything)
  expect(await readAsk(store.db, undefined)).toEqual(anything)
})

test('what words named is told on, so that what is missing can be counted', async () => {
  const { meant, results } = await findMeant(
    store.db,
    { ...anything, words: 'free fencing on friday in Northgate' },
    clock,
  )
  expect(results.loosened).not.toEqual([])
  expect(meant).toMatchObject({ free: true, from: '2026-11-27', activities: ['fencing'], near: { asked: 'northgate' } })
})

test('no question is a dead end while there is anything for that age', async () => {
  const odd: Partial<Ask>[] = [
    { words: 'boxing', within: 100, near: { asked: '', words: '', longitude: 0.07, latitude: 51.53 } },
    { words: 'boxing', band: 'now', after: 180, before: 200 },
    { language: 'cy', food: true, online: 'online', borough: 'X09000099', ward: 'X05999999' },
  ]
  for (const ask of odd) {
    const { hits, loosened } = await find(store.db, { ...anything, ...ask }, clock)
    expect([hits.length > 0, loosened.length > 0], JSON.stringify(ask)).toEqual([true, true])
  }
})

test('what is looked for around a start is what is found everywhere, however little stands there', async () => {
  const near = { asked: '', words: '', longitude: -0.09, latitude: 51.51 }
  const unplaced = {
    ...{ ask: { ...anything, near }, clock, concepts: conceptsOf('football', noneAdded), all: true, not: [] },
    ...{ wish: [], lean: [], own: false, about: [] },
  }
  await add('Football around')
  const question = await withWay(store.db, unplaced)
  const everywhere = await look(store.db, question)
  expect(everywhere.total).toBeGreaterThan(0)
  for (const around of [1, 5_000])
    expect(await look(store.db, { ...question, outward: false, around })).toEqual(everywhere)
  expect(await aroundOf(store.db, unplaced)).toBeUndefined() // too few to tell
})

test('what fits at a time is found however much stands nearer that does not fit', async () => {
  const crowd = await add('A crowd')
  await add('Signed', { access: ['bsl'], venue: at(-0.12) })
  const near = { asked: '', words: '', longitude: -0.09, latitude: 51.51 }
  const signed = async (db: Db) => {
    const { hits, loosened } = await find(db, { ...anything, near, band: 'today', access: ['bsl'] }, clock)
    return [...hits.map(hit => hit.name), ...loosened]
  }
  expect(await signed(store.db)).toEqual(['Signed'])
  const alone = new Error('only looked at')
  const crowded = store.db.transaction(async tx => {
    await tx.run(sql`insert into finder_times
      select t.* from finder_times t, generate_series(1, 4000) where t.entry_id = ${crowd} and t.day = ${today}::date`)
    expect(await signed(tx)).toEqual(['Signed'])
    throw alone
  })
  await expect(crowded).rejects.toBe(alone)
})

test('a start reaches as far as a walk around it: what is far is left out, what has no place is not', async () => {
  await add('Archery close by', { activities: ['archery'] })
  await add('Archery far away', { activities: ['archery'], venue: at(0.1, 51.53) })
  await add('Archery online', { activities: ['archery'], venue: null, online: true, schedules: [] })
  const near = { asked: '', words: '', longitude: -0.09, latitude: 51.51, reach: 3_000 }
  const found = async (ask: Partial<Ask>) => (await names({ words: 'archery', near, ...ask })).sort()
  expect(await found({})).toEqual(['Archery close by', 'Archery online'])
  expect(await found({ reach: 50_000 })).toEqual(['Archery close by', 'Archery far away', 'Archery online'])
  expect(await names({ band: 'today', near, words: 'archery' })).toEqual(['Archery close by'])
  const far = { ...near, longitude: 0.3 }
  const { loosened, hits } = await find(
    store.db,
    { ...anything, words: 'archery', near: far, online: 'in-person' },
    clock,
  )
  expect([loosened, hits.length > 0]).toEqual([['further away'], true])
  const ask = await readAsk(store.db, { near: 'Northgate' })
  expect(ask.near).toMatchObject({ name: 'Northgate', words: 'in or near Northgate' })
  expect(ask.near?.reach).toBeGreaterThanOrEqual(2_500)
})

test('for them only is for nobody else, unless nothing is', async () => {
  await add('Girls throw', { gender: 'girls', activities: ['javelin'] })
  await add('All throw', { activities: ['javelin'] })
  expect(await names({ words: 'throw for girls' })).toEqual(['Girls throw', 'All throw'])
  expect(await names({ words: 'girls only throw' })).toEqual(['Girls throw'])
  const { loosened } = await find(store.db, { ...anything, words: 'boys only throw' }, clock)
  expect(loosened).toEqual(['for everyone too'])
})

test('what is not understood finds nothing and says so, and is never taken for a question of everything', async () => {
  for (const words of [
    'زرافة بنفسجية',
    'вязание',
    'zzzzqqqq',
    'asdfghjkl lkjh',
    "'; drop table x; -- & | ! <-> :* (",
  ]) {
    const { hits, total, read } = await find(store.db, { ...anything, words }, clock)
    expect([hits.length, total, read.unread], words).toEqual([0, 0, true])
  }
  const { hits, read } = await find(store.db, { ...anything, words: 'شطرنج' }, clock)
  expect([hits.map(hit => hit.name), read.understood]).toEqual([['Chess in spring'], ['شطرنج']])
  expect((await find(store.db, { ...anything, words: 'انتحار' }, clock)).crisis[0]).toBe('emergency')
})

test('of what there is none of, things of its sort come first, and a word is told as what it was taken for', async () => {
  await add('Judo night', { activities: ['judo'] })
  const read = async (words: string) => await find(store.db, { ...anything, words }, clock)
  const { hits, loosened } = await read('karate')
  expect([loosened, hits[0]?.name]).toEqual([['things like it'], 'Judo night'])
  const chosen = await find(store.db, { ...anything, activities: ['taekwondo'] }, clock)
  expect([chosen.read.unread, chosen.loosened]).toEqual([false, ['things like it']])
  expect((await read('bball')).read.understood).toEqual(['Basketball'])
  expect((await read('fencing')).read.understood).toEqual([])
})

test('what somebody can pay: free things, what costs no more, and what is free with free school meals where that is chosen', async () => {
  const paid = (pence: number) => ({ activities: ['archery'], cost: { kind: 'paid' as const, pence, words: '' } })
  await add('Bows for three', paid(300))
  await add('Bows for nine', paid(900))
  await add('Bows with meals', { activities: ['archery'], cost: { kind: 'free-school-meals', words: '' } })
  const found = async (ask: Partial<Ask>) => (await names({ words: 'bows', ...ask })).sort()
  expect(await found({ words: 'bows under £5' })).toEqual(['Bows for three'])
  expect(await found({ most: 1_000 })).toEqual(['Bows for nine', 'Bows for three'])
  expect(await found({ meals: true })).toEqual(['Bows with meals'])
  expect(await found({ meals: true, free: true, band: 'today' })).toEqual(['Bows with meals'])
})

test('a slip is put right to what it means, never to a word of danger', async () => {
  await add('Report hate', { themes: ['racism'] }, 'support')
  const read = async (words: string) => (await find(store.db, { ...anything, words }, clock)).read.corrected
  expect(await read('hafe')).toBe('haf')
  expect(await read('futbal')).toBe(undefined)
  for (const words of ['they got a strap', 'killer moves dance', 'halal food cooking'])
    expect(await read(words), words).toBe(undefined)
  expect((await find(store.db, { ...anything, words: '"hafe"' }, clock)).read.corrected).toBe(undefined)
})

test('danger is heard once slips are put right too', async () => {
  const { crisis } = await find(store.db, { ...anything, words: 'im not saef at home' }, clock)
  expect(crisis).toContain('childline')
})

test('whoever finds nothing makes a few searches of it, and no more', async () => {
  let searches = 0
  const counting: Db = {
    ...store.db,
    one: (row, query) => {
      if (query.text.includes('cand as materialized')) searches++
      return store.db.one(row, query)
    },
  }
  const all: Partial<Ask> = {
    ...{ words: 'underwater fencing on friday', near: { asked: '', words: '', longitude: -0.09, latitude: 51.51 } },
    ...{ within: 500, band: 'weekend', free: true, food: true, language: 'cy', online: 'online', age: 119 },
    ...{ activities: ['judo'], themes: ['housing'], ward: 'X05999999', access: ['hoist'] },
  }
  expect((await find(counting, { ...anything, ...all }, clock)).total).toBe(0)
  expect(searches).toBe(1 + mostSteps)
})

test('words of danger are not put right, and nothing but help stands below the numbers to ring', async () => {
  await add('Kiln Lane boxing', { activities: ['boxing'] })
  await add('Somebody to talk to', { themes: ['mental-health'] }, 'support')
  const { results, meant } = await findMeant(
    store.db,
    { ...anything, words: 'i want to kill myself', kinds: ['activity'] },
    clock,
  )
  expect(results.crisis.slice(0, 2)).toEqual(['emergency', 'childline'])
  expect(results.read).toEqual({ corrected: undefined, understood: [] })
  expect(results.hits.map(hit => hit.kind)).not.toContain('activity')
  expect(results.hits.map(hit => hit.name)).toContain('Somebody to talk to')
  expect(meant.words).toBe('i want to kill myself')
})

test('help is help however far away it is', async () => {
  await add('Far away ears', { themes: ['mental-health'], venue: at(0.3, 51.7) }, 'support')
  const near = { asked: '', words: '', longitude: -0.09, latitude: 51.51, reach: 3_000 }
  for (const words of ['i want to kill myself', 'someone has a knife'])
    expect(await names({ words, near, size: 50 }), words).toContain('Far away ears')
})

test('what goes on past midnight is still on, and what is over is not', async () => {
  await add('Night Court', { schedules: [weekly('MO', '22:30', '00:45')], activities: ['basketball'] })
  const night = { today, minutes: 20 }
  expect(await names({ words: 'night court', band: 'now' }, night)).toEqual(['Night Court'])
  expect(await names({ words: 'night court', band: 'now' }, { today, minutes: 50 })).toEqual([])
  const [hit] = (await find(store.db, { ...anything, words: 'night court' }, { today, minutes: 50 })).hits
  expect(hit?.next).toMatchObject({ day: '2026-11-30', starts: 1_350, ends: 1_485 })
})

test('shortly before midnight, what begins shortly after it is on now', async () => {
  await add('Midnight Hoops', { schedules: [weekly('WE', '00:15', '02:00')], activities: ['basketball'] })
  const now = (minutes: number) => names({ words: 'midnight hoops', band: 'now' }, { today, minutes })
  expect(await now(23 * 60 + 30)).toEqual(['Midnight Hoops'])
  expect(await now(23 * 60 + 14)).toEqual([])
  expect(await names({ words: 'midnight hoops', band: 'now' }, { today: '2026-11-25', minutes: 119 })).toEqual([
    'Midnight Hoops',
  ])
})

describe('soonest first, nothing asked for by name', () => {
  const allDay = { schedules: [weekly('TH', '00:00', '23:59')], venue: null, online: true }
  const ask = { from: '2026-11-26', to: '2026-11-26', after: 17 * 60, sort: 'soon', size: 50 } as const
  const night = { today, minutes: 21 * 60 }

  test('clubs come before a line that answers day and night, and what has begun is no sooner than what begins', async () => {
    await add('Ring us day and night', { ...allDay, themes: ['mental-health'] }, 'support')
    await add('Five o’clock club', { schedules: [weekly('TH', '17:00', '18:00')], venue: null, online: true })
    await add('Seven o’clock club', { schedules: [weekly('TH', '19:00', '20:00')], venue: null, online: true })
    await add('Open all day', { schedules: [weekly('TH', '09:00', '21:00')], venue: null, online: true })
    await add('Nearly over', { schedules: [weekly('TH', '15:30', '17:30')], venue: null, online: true })
    const found = await names(ask, night)
    expect(found.slice(0, 2).toSorted()).toEqual(['Five o’clock club', 'Open all day'])
    expect(found.slice(2)).toEqual(['Nearly over', 'Seven o’clock club', 'Ring us day and night'])
    expect(await names({ ...ask, from: today, to: '2026-11-26', after: undefined }, night)).toEqual(
      expect.arrayContaining(found),
    )
  })

  test('who asks for help gets help by the clock', async () => {
    expect(await names({ ...ask, themes: ['mental-health'] }, night)).toEqual(['Ring us day and night'])
  })
})

test('when term dates change, search is made anew once, and each night again', async () => {
  await scheduleSearch(store.db, new Date())
  await scheduleSearch(store.db, new Date())
  await requestSearch(store.db)
  await requestSearch(store.db)
  const Waiting = z.object({ nightly: z.string(), later: z.boolean() })
  const jobs = sql`select payload ->> 'nightly' as nightly, run_at > now() as later from jobs where kind = 'finder.refresh' and finished_at is null order by 1`
  expect(await store.db.many(Waiting, jobs)).toEqual([
    { nightly: 'false', later: false },
    { nightly: 'true', later: true },
  ])
  const inTerm = await add('In term', { schedules: [weekly('TU', '17:00', '18:30', { calendar: 'term' })] })
  const always = await add('Always')
  const moments = async () => {
    const all = await publicEntries(store.db, { ids: [inTerm, always] })
    return [inTerm, always].map(id => all.find(each => each.id === id)?.modified ?? 0)
  }
  const before = await moments()
  await workOff(store.db, searchJobs(store.db))
  const after = await moments()
  expect([(after[0] ?? 0) > (before[0] ?? 0), after[1] === before[1]]).toEqual([true, true])
  expect(await store.db.many(Waiting, jobs)).toEqual([{ nightly: 'true', later: true }])
})

test('below the help stands what is about such danger, and not what only shares a word with it', async () => {
  await add('When somebody dies', { themes: ['bereavement', 'mental-health'] }, 'support')
  await add('After sexual violence', { themes: ['sexual-violence'] }, 'support')
  await add('Hurt or threatened', { themes: ['victims'] }, 'support')
  await add('Ears for all', { themes: ['mental-health'] }, 'support')
  const first = async (words: string) => (await names({ words, size: 50 }))[0]
  const talk = await names({ words: 'i want to die', size: 50 })
  expect(talk.indexOf('When somebody dies')).toBeGreaterThan(talk.indexOf('Ears for all'))
  expect(talk).not.toContain('After sexual violence')
  for (const words of ['raped', 'sexual assault', 'اغتصاب', 'i was touched by him'])
    expect(await first(words), words).toBe('After sexual violence')
  for (const words of ['i got stabbed', 'theyre gonna shank me'])
    expect(await first(words), words).toBe('Hurt or threatened')
  expect((await names({ words: 'my dad hits me', size: 50 })).length).toBeGreaterThan(3) // nothing is about it here: all that helps
})

test('a number or a language in words of danger orders the help below, and takes none of it away', async () => {
  const about = (name: string, over: Partial<NewBody>) => add(name, { themes: ['domestic-abuse'], ...over }, 'support')
  await about('For women', { minAge: 16, maxAge: 99 })
  await about('For the very young', { minAge: 0, maxAge: 10 })
  await about('In Somali', { minAge: 16, maxAge: 99, languages: ['so'] })
  const all = ['For the very young', 'For women', 'In Somali']
  const found = (words: string) => names({ words, size: 50 })
  for (const words of [
    'my husband hits me and my 3 year old',
    'he beats me, i am scared for my son aged 5',
    'my dad has been hitting me for 3 years',
    'been abused for 6 years',
    'he hits her, she only speaks somali',
  ])
    expect((await found(words)).filter(name => all.includes(name)).toSorted(), words).toEqual(all)
  expect((await found('im 9 and my dad hits me'))[0]).toBe('For the very young')
  expect((await found('he hits her, she only speaks somali'))[0]).toBe('In Somali')
})
