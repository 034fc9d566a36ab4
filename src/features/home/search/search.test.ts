import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import { followFacts, loadStatedFacts } from '../../evidence/index.ts'
import * as framework from '../../framework/index.ts'
import { countWords, holds, partOf, rankPlaces } from './rules.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await framework.loadPack(it.db, 'london', 'tests')
  await loadStatedFacts(it.db, { by: 'tests', today })
  await makePlaces()
  await it.db.run(sql`
    insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, note)
    values ('knife-injury', 'Knife crime with injury', 'Knife injury', 'violence', 'offences', 'count', 1000, 'residents', 'higher is worse',
      'Offences with a knife in which somebody was hurt.', 'ward', false, '')`)
})
afterAll(() => it.close())

/** An invented borough with 10 wards, a neighbourhood and 30 small areas called after it. */
async function makePlaces(): Promise<void> {
  await it.db.run(sql`insert into places (code, name, kind) values ('X09000077', 'Southwharf', 'borough')`)
  await it.db.run(sql`
    insert into places (code, name, kind, parent_id, borough_id)
    select k.code || lpad(nth::text, 3, '0'), k.name || nth, k.kind, b.id, b.id
    from (values ('X05000', 'Tannery ', 'ward', 10), ('N00', 'Wharf end ', 'neighbourhood', 1), ('X01000', 'Southwharf 00', 'lsoa', 30)) as k (code, name, kind, many)
      cross join lateral generate_series(1, k.many) as nth cross join places b where b.code = 'X09000077'`)
}

const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const search = async (q: string, more = '') =>
  textOf((await it.get('officer', `/search?q=${encodeURIComponent(q)}${more}`)).body)

describe('a search', () => {
  test('for “knife injury” tells two facts of one name apart by figure, period and place, and finds the measure', async () => {
    const found = await search('knife injury')
    expect(found).toContain('1,877 people; last 12 months (year to about March 2019); London')
    expect(found).toContain('2,222 people; 12 months to March 2018; London')
    expect(found).toContain('Offences with a knife in which somebody was hurt.')
    expect(found.match(/Victims of knife crime with injury/g)).toHaveLength(2)
  })

  test('for a borough finds its wards and neighbourhoods before its small areas, says how many of each, and leads to all', async () => {
    const found = await search('southwharf')
    expect(found).toContain('1 borough, 10 wards, 1 neighbourhood and 30 small areas')
    expect(found).toContain('All 42 under “Places”')
    expect(found.indexOf('Tannery 1')).toBeLessThan(found.indexOf('Tannery 2'))
    expect(found).not.toContain('Small area (LSOA)')
    const first = await search('southwharf', '&in=places')
    expect(first).toContain('Places: 1 to 25 of 42')
    expect(first.indexOf('Wharf end 1')).toBeLessThan(first.indexOf('Southwharf 001'))
    const second = await search('southwharf', '&in=places&page=2')
    expect(second).toContain('26 to 42 of 42')
    expect(second).toContain('Previous')
    expect(await search('southwharf', '&in=places&page=99')).toContain('26 to 42 of 42')
    expect(await search('southwharf tannery 7')).toContain('Ward, Southwharf')
  })

  test('shows no figure of a fact that is no longer in force', async () => {
    const asked = {
      statement: 'Wharf lamps that work',
      value: '77',
      unit: 'lamps',
      period: '2026',
      geography: 'Southwharf',
      source: 'Count',
      reviewBy: addDays(today, 9),
    }
    const made = await it.ask('officer', { url: '/facts', ...form(asked) })
    const href = String(made.headers.location)
    await it.ask('analyst', { url: `${href}/approve`, ...form({ reviewBy: asked.reviewBy }) })
    expect(await search('wharf lamps')).toContain('77 lamps; 2026; Southwharf')
    await it.ask('analyst', { url: `${href}/withdraw`, ...form({ reason: 'Counted by day', publicReason: '' }) })
    const found = await search('wharf lamps')
    expect(found).toContain('Not to be used: withdrawn')
    expect(found).not.toContain('77')
    expect(await followFacts(it.db, { by: 'nightly', today })).toBe(0)
  })

  test('is not upset by odd questions', async () => {
    for (const q of ['%00', '%ED%A0%80', '%25', '_', "'", 'a'.repeat(300), '%F0%9F%98%80', '%5C', '(', '99999999999'])
      for (const more of ['', '&in=places&page=99999999999', '&in[]=x&page=-1', '&q=again'])
        expect((await it.get('officer', `/search?q=${q}${more}`)).statusCode, q + more).toBeLessThan(500)
  })

  test('gives each role what it may see alone', async () => {
    const provider = textOf((await it.get('administrator', '/search?q=knife+injury')).body)
    expect(provider).not.toContain('1,877')
    expect((await it.get('public', '/search?q=knife')).statusCode).toBe(303)
  })
})

describe('the order of places', () => {
  const place = (code: string, kind: 'borough' | 'ward' | 'hub' | 'lsoa' | 'neighbourhood', name = code) => ({
    code,
    name,
    kind,
    boroughName: 'B',
  })

  test('is borough, ward, neighbourhood, hub, small area; named so before lying there; surest first', () => {
    const found = [
      place('l', 'lsoa'),
      place('h', 'hub'),
      place('n', 'neighbourhood'),
      place('w9', 'ward', 'Quay'),
      place('w1', 'ward', 'Mill 10'),
      place('w2', 'ward', 'Mill 9'),
      place('b', 'borough'),
    ]
    const codes = (surest: string[]) => rankPlaces(found, surest, ['mill']).map(each => each.code)
    expect(codes([])).toEqual(['b', 'w2', 'w1', 'w9', 'n', 'h', 'l'])
    expect(codes(['w1'])).toEqual(['b', 'w1', 'w2', 'w9', 'n', 'h', 'l'])
    expect(countWords(found)).toBe('1 borough, 3 wards, 1 neighbourhood, 1 town centre or hub and 1 small area')
  })

  test('pages hold each answer once, and every word must stand in an answer', () => {
    const rows = Array.from({ length: 53 }, (_, i) => i)
    expect([1, 2, 3].flatMap(page => partOf(rows, page).shown)).toEqual(rows)
    expect(partOf([], 4)).toMatchObject({ page: 1, pages: 1, shown: [] })
    expect(holds('Knife crime with injury', ['injury', 'KNIFE'])).toBe(true)
    expect(holds('Knife crime', ['injury', 'knife'])).toBe(false)
  })
})
