import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCity, smallWard } from '../../../../test/city.ts'
import { openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { Reading } from '../analyses/reading.ts'
import { viewOf } from '../analyses/view.ts'
import { views } from '../analyses/views.ts'
import { untold } from '../findings/hidden.ts'
import { spanOf } from './ask.ts'

let it: TestApp
const bench = openBench()
const text = async (role: Parameters<TestApp['get']>[0], url: string) => {
  const answer = await it.get(role, url)
  return { code: answer.statusCode, body: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), html: answer.body }
}
const read = async (name: string, asked: Record<string, string> = {}) =>
  viewOf(views, name)?.read({ db: it.db, pack: it.pack, bench, today: () => today }, asked)

const pages = ['/analyses/concentration', '/analyses/gradient', '/analyses/hot-spots']
const files = [
  '/analyses/concentration.csv',
  '/analyses/gradient.csv',
  '/analyses/concentration/places.csv?from=2025-11&to=2026-10',
]

beforeAll(async () => {
  it = await openTestApp('empty')
})
afterAll(async () => {
  await bench.close()
  await it.close()
})

test('with no data each page says what to load, and no finding can be made', async () => {
  for (const url of pages) {
    const page = await text('analyst', url)
    expect(page.code, url).toBe(200)
    expect(page.body, url).toContain('No places are loaded yet')
  }
  expect(await read('concentration')).toBeUndefined()
  await seedCity(it.db)
  // Who borders whom, save one ward that stands alone: every ward touches those of its own borough.
  await it.db.run(sql`
    insert into place_neighbours (vintage, place_id, neighbour_id)
    select 'ward:2024', p.id, n.id from places p join places n on n.parent_id = p.parent_id and n.id <> p.id
    where p.kind = 'ward' and p.name <> 'Gasworks' and n.name <> 'Gasworks'`)
  await seedSmallAreas()
})

/** Of both measures each small area has 4 offences a month, those of Northgate 12; all of a borough border one another. */
async function seedSmallAreas() {
  for (const code of ['violence-with-injury', 'domestic-abuse']) {
    await it.db.run(sql`
      insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
      select c.import_id, c.grain, c.measure_ids, (select array_agg(id order by id) from places where kind = 'lsoa'), c.periods, c.states
      from coverage c join measures m on m.id = c.measure_ids[1] where c.grain = 'month' and m.code = ${code} order by c.id limit 1`)
    await it.db.run(sql`
      insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
      select s.measure_id, p.id, s.import_id, s.grain, s.starts_on, array_fill(case b.name when 'Northgate' then 12 else 4 end, array[cardinality(s.amounts)])
      from places p join places b on b.id = p.borough_id,
        (select s.* from series s join measures m on m.id = s.measure_id where s.grain = 'month' and m.code = ${code} limit 1) s
      where p.kind = 'lsoa'`)
  }
  await it.db.run(sql`
    insert into place_neighbours (vintage, place_id, neighbour_id)
    select 'lsoa:2021', p.id, n.id from places p join places n on n.borough_id = p.borough_id and n.id <> p.id
    where p.kind = 'lsoa' and n.kind = 'lsoa'`)
}

test('each role: who reads signals opens the pages and their files, nobody else', async () => {
  for (const url of [...pages, ...files]) {
    for (const role of ['director', 'officer', 'analyst', 'borough-lead:X09000001'] as const)
      expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(200)
    for (const role of ['administrator', 'provider', 'young-assessor'] as const)
      expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(403)
    expect([302, 303, 401, 403], `public ${url}`).toContain((await it.get('public', url)).statusCode)
  }
})

test('a small number of places, an odd address, a period the wrong way round: always an answer', async () => {
  for (const url of pages) {
    const page = await text('analyst', `${url}?measure=none&level=street&from=2026-05&to=2026-01&top=abc&chance=x`)
    expect(page.code, url).toBe(200)
    if (!url.endsWith('hot-spots')) expect(page.body, url).toContain('There is a problem')
  }
})

describe('concentration', () => {
  test('the share and what chance alone would give stand first, in words', async () => {
    const page = await text('analyst', '/analyses/concentration')
    expect(page.body).toContain(
      '2 of 11 wards (18.2%) hold 44.8% of the 5,625 offences (violence with injury, November 2023 to October 2026)',
    )
    expect(page.body).toContain('more than chance alone would gather')
    expect(page.body).toContain('999 draws, seed 1')
    expect(page.body).toContain('Make a finding of this')
    expect(page.body).toContain('Cathedral')
  })

  test('the top may be another share, or every place with any', async () => {
    expect((await text('analyst', '/analyses/concentration?top=20%25')).body).toContain('3 of 11 wards (27.3%)')
    expect((await text('analyst', '/analyses/concentration?top=any')).body).toContain(
      'This cannot be told from chance. All the 5,625 offences',
    )
    expect((await text('analyst', '/analyses/concentration?chance=residents')).body).toContain(
      'as likely as its residents are many',
    )
    expect((await text('analyst', '/analyses/concentration?top=100')).body).toContain(
      'Enter a percentage above 0 and under 100',
    )
  })

  test('the places at the top are listed by name; a small count is not told to who may not see it', async () => {
    const url = '/analyses/concentration/places.csv?top=any&from=2025-11&to=2026-10'
    expect((await it.get('analyst', url)).body).toContain(smallWard)
    const officer = (await it.get('officer', url)).body
    expect(officer).toContain('Cathedral')
    expect(officer).not.toContain(smallWard)
    const other = '/analyses/concentration/places.csv?from=2025-10&to=2026-09'
    // Not of the months asked for: others have whole years back from the newest month.
    expect((await it.get('officer', other)).body).toContain('violence-with-injury,2025-11,2026-10')
    expect((await it.get('analyst', other)).body).toContain('violence-with-injury,2025-10,2026-09')
    expect((await it.get('analyst', other)).statusCode).toBe(200)
  })

  test('the curve does not tell a hidden count: whatever the top, it is made of what is shown and of the total', async () => {
    const points = async (role: 'analyst' | 'officer', top: string) => {
      const url = `/analyses/concentration.csv?top=${top}&from=2025-11&to=2026-10`
      const lines = (await it.get(role, url)).body.trim().split('\r\n').slice(1)
      return lines.map(line => line.split(',').map(Number)).map(([at = 0, share = 0]) => ({ at, share }))
    }
    const counts = (found: { at: number; share: number }[]) =>
      found.map(({ share }, i) => share - (found[i - 1]?.share ?? 0)).map(step => Math.round(1_000_000 * step))
    for (const top of ['10', '20', '90']) {
      const [truth, seen] = [counts(await points('analyst', top)), counts(await points('officer', top))]
      expect(seen).toHaveLength(truth.length)
      // The least full ward is the one that is hidden.
      expect(seen.at(-1)).not.toBe(truth.at(-1))
    }
    const page = (await text('officer', '/analyses/concentration?top=any&from=2025-11&to=2026-10')).body
    expect(page).toContain('Close, not exact')
    expect(page).not.toContain('more are not named')
  })

  test('a measure kept back at wards is for analysts there, and no ward is named', async () => {
    const url = '/analyses/concentration?measure=domestic-abuse'
    expect((await it.get('officer', url)).statusCode).toBe(403)
    expect((await it.get('officer', '/analyses/concentration.csv?measure=domestic-abuse')).statusCode).toBe(403)
    expect((await it.get('officer', '/analyses/concentration?level=lsoa')).body).not.toContain('small areas (')
    const page = await text('analyst', url)
    expect(page.code).toBe(200)
    expect(page.body).toContain('so no ward is named here')
    expect(page.html).not.toContain('Make a finding of this')
    expect(await read('concentration', { measure: 'domestic-abuse' })).toBeUndefined()
  })

  test('a reading of it is whole, names no place but the city, and its address gives the same again', async () => {
    const found = Reading.parse(await read('concentration'))
    expect(found).toMatchObject({
      view: 'concentration',
      places: [it.pack.city.code],
      measures: ['violence-with-injury'],
      from: '2023-11',
      to: '2026-10',
    })
    expect(found.imports).toHaveLength(1)
    expect(found.figures.every(figure => figure.count && figure.denominator && figure.period)).toBe(true)
    expect(JSON.stringify(found)).not.toContain('Cathedral')
    const again = await read('concentration', Object.fromEntries(new URLSearchParams(found.href.split('?')[1])))
    expect(again).toEqual(found)
  })
})

describe('gradient', () => {
  test('with too few places for tenths or fifths it is by thirds, and says so', async () => {
    const page = await text('analyst', '/analyses/gradient')
    expect(page.body).toContain('The most deprived third of the city’s wards had')
    expect(page.body).toContain('ranked again within the city')
    expect(page.body).toMatch(
      /Rank correlation of the wards’ counts with their score: -?[\d.]+; of their rates: -?[\d.]+/,
    )
    expect(page.body).toContain('residents: Census 2021')
    expect(page.body).toContain('Make a finding of this')
  })

  test('the file has a row a group with count, residents and interval', async () => {
    const lines = (await it.get('officer', '/analyses/gradient.csv')).body.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('count,residents,rate,lower_95,upper_95')
  })

  test('with the map beside it, a group less its wards that are shown is not what is hidden', async () => {
    const rows = async (role: 'analyst' | 'officer', url: string) => {
      const [head = '', ...lines] = (await it.get(role, url)).body.trim().split('\r\n')
      const heads = head.split(',')
      return lines.map(line => new Map(line.split(',').map((cell, i) => [heads[i] ?? '', cell])))
    }
    const groups = async (role: 'analyst' | 'officer') => rows(role, '/analyses/gradient.csv')
    const truth = await groups('analyst')
    const wards = await rows('officer', '/map.csv?measure=violence-with-injury&show=pair')
    let hidden = 0
    for (const [n, group] of (await groups('officer')).entries()) {
      const at = (row: Map<string, string>, name: string) => Number(row.get(name))
      const inside = wards.filter(
        row =>
          at(row, 'imd_score') >= at(group, 'score_from') - 1e-3 &&
          at(row, 'imd_score') <= at(group, 'score_to') + 1e-3,
      )
      const kept = inside.filter(row => row.get('count') === '')
      hidden += kept.length
      if (kept.length === 0) expect(group.get('count')).toBe(truth[n]?.get('count'))
      if (kept.length > 0) expect(group.get('count')).not.toBe(truth[n]?.get('count'))
    }
    expect(hidden).toBeGreaterThan(0)
    expect((await text('officer', '/analyses/gradient')).body).toContain('Close, not exact')
    expect((await text('analyst', '/analyses/gradient')).body).not.toContain('Close, not exact')
    expect((await read('gradient'))?.notes.join()).toContain('Close, not exact')
  })

  test('three boroughs cannot be parted, a measure kept back at wards is for analysts, and no finding is made of it', async () => {
    expect((await text('analyst', '/analyses/gradient?level=borough')).body).toContain('There are too few boroughs')
    expect((await it.get('officer', '/analyses/gradient?measure=domestic-abuse')).statusCode).toBe(403)
    expect((await text('analyst', '/analyses/gradient?measure=domestic-abuse')).html).not.toContain(
      'Make a finding of this',
    )
    expect(await read('gradient', { measure: 'domestic-abuse' })).toBeUndefined()
  })

  test('a reading of it says which correlation is which, and names no place but the city', async () => {
    const found = Reading.parse(await read('gradient'))
    expect(found.places).toEqual([it.pack.city.code])
    expect(found.measures).toEqual(['violence-with-injury', 'imd-2025-score'])
    expect(found.figures.map(figure => figure.label)).toContain('Rank correlation of rates with the score')
    expect(JSON.stringify(found)).not.toContain('Cathedral')
  })
})

describe('hot spots', () => {
  test('nothing distinguishable from chance is a result in plain words, and a place that nobody borders is named', async () => {
    const page = await text('analyst', '/analyses/hot-spots')
    expect(page.body).toMatch(/(Nothing is distinguishable from chance: a|A)round no ward do high or low rates/)
    expect(page.body).toContain('Bordered by no other, so without a mark: Gasworks.')
    expect(page.body).toContain('999 draws without replacement, seed 1')
    expect(page.body).toContain('share a stretch of border are neighbours')
    expect(page.html).toContain('up-map__picture')
  })

  test('a ward that doubled is a sudden cluster: what came beside what was expected', async () => {
    const page = await text('analyst', '/analyses/hot-spots?recent=12')
    expect(page.body).toContain('One sudden cluster stands out in November 2025 to October 2026')
    expect(page.body).toMatch(/Brickfields in Northgate \(288 offences where \d+\.\d were expected\)/)
    expect(page.html).toContain('sudden-map')
  })

  test('who does not see every count has the newest months, marks alone, and no hidden count', async () => {
    const officer = (await it.get('officer', '/analyses/hot-spots.csv?recent=12&to=2025-10')).body
    expect(officer).toContain(',2025-11,2026-10,')
    const lines = officer
      .trim()
      .split('\r\n')
      .map(line => line.split(','))
    const at = (name: string) => lines[0]?.indexOf(name) ?? -1
    expect(lines.find(line => line[0] === smallWard)?.[at('mark')]).toBe('not shown')
    expect(lines.find(line => line[0] === smallWard)?.[at('count')]).toBe('')
    expect(
      lines.slice(1).every(line => line[at('z')] === '' && line[at('p')] === '' && line[at('p_adjusted')] === ''),
    ).toBe(true)
    expect((await text('officer', '/analyses/hot-spots')).html).not.toContain('name="recent"')
    const analyst = (await it.get('analyst', '/analyses/hot-spots.csv')).body
    expect(analyst.split('\r\n').find(line => line.startsWith('Cathedral'))).toMatch(/could be chance,540,9000,/)
  })

  test('a measure kept back at wards is not drawn there, whoever asks', async () => {
    for (const role of ['analyst', 'officer'] as const)
      expect((await it.get(role, '/analyses/hot-spots?measure=domestic-abuse')).statusCode).toBe(403)
    expect(await read('hot-spots', { measure: 'domestic-abuse' })).toBeUndefined()
    expect((await text('analyst', '/analyses/hot-spots?level=borough')).body).toContain('too few boroughs')
  })

  test('small areas are marked for analysts, on a map of one shape a mark and in lists by name', async () => {
    const page = await text('analyst', '/analyses/hot-spots?level=lsoa')
    expect(page.body).toContain('Around 12 of 36 small areas high rates of violence with injury gather')
    expect(page.body).toMatch(/Abbot Field 001, Northgate high around it 144 /)
    expect(page.html.match(/data-code="shape-\d"/g)?.length).toBeLessThan(5)
    expect(page.body).toContain('names no small area')
    const rows = (await it.get('analyst', '/analyses/hot-spots.csv?level=lsoa')).body.trim().split('\r\n')
    expect(rows).toHaveLength(37)
    expect((await it.get('analyst', '/analyses/hot-spots?level=lsoa&measure=domestic-abuse')).statusCode).toBe(403)
    for (const url of ['/analyses/hot-spots?level=lsoa', '/analyses/hot-spots.csv?level=lsoa'])
      expect((await it.get('officer', url)).body, url).not.toMatch(/Abbot Field 00\d|mall areas \(|of 36/)
  })

  test('a finding of small areas says how many there are in each borough, and names none', async () => {
    const found = Reading.parse(await read('hot-spots', { level: 'lsoa' }))
    expect(found.statement).toContain('Around 12 of 36 small areas high rates')
    expect(found.table?.rows).toContainEqual(['Northgate', '12', '12', '0'])
    expect(found.svg).toBeUndefined()
    // Whoever makes it saw the counts: one of them in its words is refused.
    expect(untold(found, `${found.statement} One of them had 144.`)).toEqual(['144'])
    expect(untold(found, found.statement)).toEqual([])
    expect(JSON.stringify(found)).not.toMatch(/ 00\d|\b144\b|X01/)
    expect(await read('hot-spots', { level: 'lsoa', measure: 'domestic-abuse' })).toBeUndefined()
  })

  test('a finding keeps to its months when newer ones are loaded', async () => {
    const found = Reading.parse(await read('hot-spots', { to: '2026-07' }))
    expect([found.from, found.to]).toEqual(['2025-08', '2026-07'])
  })

  test('a reading of it holds what all may see, and its address gives the same again', async () => {
    const found = Reading.parse(await read('hot-spots', { recent: '12' }))
    expect(found).toMatchObject({ view: 'hot-spots', from: '2025-11', to: '2026-10', places: [it.pack.city.code] })
    expect(found.svg).toContain('<svg')
    expect(found.notes.join(' ')).toContain('with a count too small to show')
    const again = await read('hot-spots', Object.fromEntries(new URLSearchParams(found.href.split('?')[1])))
    expect(again).toEqual(found)
  })
})

test('a period keeps to the months that are known', () => {
  const known = { months: ['2025-01', '2025-02', '2025-03'], end: '2025-03' }
  expect(spanOf(known, { from: '', to: '' }, 12).span).toEqual({ from: '2025-01', to: '2025-03' })
  expect(spanOf(known, { from: '', to: '' }, 2).span).toEqual({ from: '2025-02', to: '2025-03' })
  expect(spanOf(known, { from: '2024-01', to: '2025-02' }, 1).span).toEqual({ from: '2025-02', to: '2025-02' })
  expect(spanOf(known, { from: '2025-03', to: '2025-01' }, 1).errors).toHaveLength(1)
})

test('a borough lead has the marks of their own borough alone, as for signals', async () => {
  const rows = async (role: 'officer' | 'borough-lead:X09000001') => {
    const [head = '', ...lines] = (await it.get(role, '/analyses/hot-spots.csv')).body.trim().split('\r\n')
    const at = (name: string) => head.split(',').indexOf(name)
    return lines
      .map(line => line.split(','))
      .map(cells => ({
        borough: cells[at('borough')],
        mark: cells[at('mark')],
        rest: `${cells[at('z')]}${cells[at('p')]}${cells[at('sudden_cluster')]}`,
      }))
  }
  const lead = await rows('borough-lead:X09000001')
  const others = lead.filter(row => row.borough !== 'Northgate')
  expect(others.length).toBeGreaterThan(5)
  for (const row of others) expect(row).toMatchObject({ mark: 'not shown', rest: '' })
  expect(lead.filter(row => row.borough === 'Northgate').map(row => row.mark)).not.toContain('not shown')
  expect((await rows('officer')).some(row => row.borough !== 'Northgate' && row.mark !== 'not shown')).toBe(true)
})
