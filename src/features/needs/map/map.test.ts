import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { risingWard, seedCity, smallWard, unspokenWard, wardCode, wards } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { assessAll, defaults } from '../index.ts'

let city: TestApp
type Role = Parameters<TestApp['get']>[0]
const html = async (role: Role, url: string) => (await city.get(role, url)).body
const words = async (role: Role, url: string) => (await html(role, url)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

beforeAll(async () => {
  city = await openTestApp('empty')
})
afterAll(() => city.close())

describe('map', () => {
  test('an empty city says what to load', async () => {
    expect(await words('analyst', '/map')).toContain('No places are loaded yet')
    await seedCity(city.db)
    await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
  })

  test('every place is on the map and in the table, in the same words', async () => {
    const page = await html('analyst', '/map')
    expect(page.match(/class="w" data-code=/g)).toHaveLength(12)
    expect(page.match(/data-place=/g)).toHaveLength(12)
    expect(page).toContain('>Brickfields</a><small>Northgate</small>')
    expect(await words('analyst', '/map')).toContain(
      'Thirds of the 11 wards with both figures, of 12. Violence: under 13.3, 13.3 to under 20.0, 20.0 or more offences a thousand residents, 12 months to October 2026.',
    )
  })

  test('a square of the key lists its places', async () => {
    const page = await html('analyst', '/map')
    expect(page).toContain('href="/map?group=pair-2-2"')
    const listed = await words('analyst', '/map?group=pair-2-2')
    expect(listed).toContain('The 1 ward of that colour')
    expect(listed).toContain('Only “High, high”')
  })

  test('a place in the address stands in the strip, with its borough in the table', async () => {
    const page = await words('analyst', `/map?place=${wardCode(risingWard)}`)
    expect(page).toContain(
      'Brickfields , Northgate 288 offences 32.0 a thousand (28.4 to 35.9) IMD score 17.0 Violence high, deprivation low',
    )
    expect(page).toContain('The 4 wards in Northgate')
    expect(await html('analyst', `/map?place=${wardCode(risingWard)}`)).toContain('class="sel1"')
  })

  test('a place that no file speaks for is hatched with the reason, never zero', async () => {
    const page = await words('analyst', '/map')
    expect(page).toContain('Hatched: no figures for 1 place in Southwharf')
    expect(page).toMatch(new RegExp(`${unspokenWard},? Southwharf No figure No rate No figures`))
  })

  test('rate, count, change and level each have a key whose lines list their places', async () => {
    expect(await words('analyst', '/map?show=rate')).toContain('How to read the colours')
    expect(await words('analyst', '/map?show=count')).toContain('288 or more 2')
    expect(await words('analyst', '/map?show=change')).toMatch(
      /Rising 1.*Falling 1.*Could be chance 8.*Too small to tell 1/,
    )
    expect(await words('analyst', '/map?show=level')).toContain('High and sustained 1')
    expect(await words('analyst', '/map?show=change&group=rising')).toContain('The 1 ward of that colour')
  })

  describe('a measure too rare to rank', () => {
    // One in Cathedral in each of three years, two in Brickfields last year, none in the nine other wards.
    const amounts = (name: string) =>
      Array.from({ length: 48 }, (_, i) =>
        name === 'Cathedral' ? Number(i % 12 === 3) : name === risingWard ? 2 * Number(i === 40) : 0,
      )
    const asked = 'measure=killings'

    beforeAll(async () => {
      const { id } = await city.db.one(
        z.object({ id: z.number() }),
        sql`
        insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, position)
        select 'killings', 'Killings', 'Killings', topic, 'killings', kind, per, denominator, direction, 'Killings', lowest_level, sensitive, 9
        from measures where code = 'violence-with-injury' returning id`,
      )
      for (const name of wards.flat().filter(one => one !== unspokenWard))
        await city.db.run(sql`
          insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
          select ${id}, s.place_id, s.import_id, s.grain, s.starts_on, ${amounts(name)}::float8[] from series s
          join measures m on m.id = s.measure_id and m.code = 'violence-with-injury'
          join places p on p.id = s.place_id and p.code = ${wardCode(name)}`)
      await city.db.run(sql`
        insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
        select c.import_id, c.grain, array[${id}::integer], c.place_ids, c.periods, c.states
        from coverage c join measures m on m.id = any(c.measure_ids) where m.code = 'violence-with-injury'`)
      await city.db.run(sql`update imports set finished_at = finished_at + interval '1 second', file_hash = 'rare'`)
      await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
    })

    test('is a map of plain numbers, whichever of the ranked maps is asked for, and says why and what to do', async () => {
      for (const show of ['', '&show=pair', '&show=rate', '&show=count']) {
        const page = await words('analyst', `/map?${asked}${show}`)
        expect(page, show).toContain('Too rare to rank: most wards have none (9 of 11).')
        expect(page, show).toContain('None 9 1 1 2 or more 1')
        expect(page, show).toContain('Killings is not set against deprivation, and no rate is ranked')
        expect(page, show).toContain('the page of each place has every year known. See it by borough')
        expect(page, show).not.toMatch(/top third|Thirds|High, |Each colour holds/)
        expect(page, show).not.toContain('Deprivation 2025')
      }
      expect(await html('analyst', `/map?${asked}`)).toContain('aria-label="Killings, by ward. Too rare to rank: most')
    })

    test('says the same in the picture, the file, the GeoJSON and the strip', async () => {
      const svg = await html('analyst', `/map.svg?${asked}&show=pair`)
      for (const said of ['Too rare to rank', 'None: 9', '1: 1', '2 or more: 1']) expect(svg).toContain(said)
      const csv = await html('analyst', `/map.csv?${asked}&show=pair`)
      expect(csv).toContain('"plain numbers, too rare to rank: none, 1 and 2 or more"')
      expect(csv.match(/,none,count,/g)).toHaveLength(9)
      const json = await html('analyst', `/map.geojson?${asked}&show=rate`)
      expect(json).toContain('Too rare to rank: most wards have none (9 of 11), so no colour is a rank.')
      expect(json.match(/"group":"none"/g)).toHaveLength(9)
      expect(await html('analyst', `/map/facts?${asked}`)).toContain('1 killing"')
    })

    test('own cut points stay, since they are numbers and no ranks', async () => {
      const page = await words('analyst', `/map?${asked}&show=pair&over=0&most=city-30`)
      expect(page).toContain('more than 0 killings')
      expect(page).toContain('Too rare to rank')
    })

    test('one in each of three years is not high and sustained: too few to rank, on the map, in the list and in both files', async () => {
      const level = await words('analyst', `/map?${asked}&show=level`)
      expect(level).toContain('No ward had 10 events in any year, so none is ranked as high.')
      expect(level).toContain('11 places with too few events in every year to be ranked')
      const page = await words('analyst', `/signals?${asked}`)
      expect(page).toContain('No ward had 10 events in any year')
      expect(page.match(/Too few to rank/g)).toHaveLength(11)
      expect(page).toMatch(
        /Rising 0 wards Falling 0 wards Not distinguishable from chance 0 wards Too small to tell 11 wards/,
      )
      expect(page).not.toContain('High and sustained 1')
      expect((await html('analyst', `/signals.csv?${asked}`)).match(/,too few to rank,/g)).toHaveLength(11)
      expect(await html('analyst', `/map.csv?${asked}`)).not.toContain('high and sustained')
    })

    test('to a reader from whom one and two are hidden, no class speaks of them', async () => {
      const page = await words('officer', `/map?${asked}`)
      expect(page).toContain('most wards whose number is shown have none')
      expect(page).not.toMatch(/1 1 2 or more|2 or more 1/)
    })
  })

  test('boroughs, and for analysts the small areas of one borough', async () => {
    expect((await html('officer', '/map?level=borough')).match(/class="w" data-code=/g)).toHaveLength(3)
    expect((await city.get('officer', '/map?level=lsoa')).statusCode).toBe(403)
  })

  test('downloads hold the same figures with source, period and notes', async () => {
    const svg = await city.get('analyst', '/map.svg')
    expect(svg.headers['content-type']).toContain('image/svg+xml')
    expect(svg.body).toContain('xmlns="http://www.w3.org/2000/svg"')
    expect(svg.body).toContain('Riverton Police, Recorded offences')
    const geo = (await city.get('analyst', '/map.geojson')).json()
    expect(geo.features).toHaveLength(12)
    expect(geo).toMatchObject({ period_from: '2025-11', period_to: '2026-10' })
    expect(geo.features.find((f: { id: string }) => f.id === wardCode(risingWard)).properties).toMatchObject({
      count: 288,
      rate: 32,
      change: 'rising',
    })
    expect((await city.get('analyst', '/map.csv')).body).toMatch(/Brickfields,288,X05000004,/)
    expect((await city.get('analyst', '/map/facts')).json().places[wardCode(risingWard)][2][0]).toBe('288 offences')
  })

  test('the map that zooms reads the same figures without taking a file away; a PNG is kept in the audit trail as a PNG', async () => {
    const look = await city.get('director', '/map/places?show=rate')
    expect(look.headers['content-disposition']).toBeUndefined()
    expect(look.json()).toEqual((await city.get('officer', '/map.geojson?show=rate')).json())
    await city.get('director', '/map.png?show=rate')
    await city.get('director', '/map.svg?show=rate')
    const kept = await city.db.many(
      z.object({ object: z.string() }),
      sql`select object from audit where what = 'export.taken' and who = 'director@tests.example' order by id`,
    )
    expect(kept.map(one => one.object)).toEqual(['/map.png?show=rate', '/map.svg?show=rate'])
  })

  test('a picture is drawn anew when the boundaries are, though the figures stay', async () => {
    const paths = async () => (await html('analyst', '/map')).match(/class="w" data-code="[^"]+" d="[^"]+"/g)
    const before = await paths()
    const { etag } = await city.db.one(
      z.object({ etag: z.string() }),
      sql`select etag from boundary_sets where vintage = 'ward:2024'`,
    )
    const stretch = (how: string, mark: string) =>
      city.db.run(sql`
        update boundary_sets set etag = ${mark}, topology = jsonb_set(topology::jsonb, '{arcs,0,0,0}', ((topology::jsonb #>> '{arcs,0,0,0}')::float ${how === 'out' ? sql`- 40` : sql`+ 40`})::text::jsonb)
        where vintage = 'ward:2024'`)
    await stretch('out', 'another')
    const after = await paths()
    expect(after).toHaveLength(before?.length ?? 0)
    expect(after).not.toEqual(before)
    await stretch('back', etag)
    expect(await paths()).toEqual(before)
  })

  test('the map that zooms has the same borough lines and names as the picture, and no figures', async () => {
    const found = (await city.get('officer', '/map/backdrop')).json()
    const roles: string[] = found.features.map((f: { properties: { role: string } }) => f.properties.role)
    const count = (role: string) => roles.filter(each => each === role).length
    expect([count('between'), count('edge'), count('borough'), count('place')]).toEqual([1, 1, 3, 12])
    expect(found.features[0].geometry.type).toBe('MultiLineString')
    expect(JSON.stringify(found)).not.toMatch(/count|rate|offences/)
    const boroughs = (await city.get('officer', '/map/backdrop?level=borough')).json()
    expect(boroughs.features.filter((f: { properties: { role: string } }) => f.properties.role === 'place')).toEqual([])
  })

  test('a small count is hidden from officers everywhere: page, strip, facts, CSV, GeoJSON, SVG', async () => {
    const code = wardCode(smallWard)
    expect(await words('officer', `/map?place=${code}`)).toContain('Not coloured: not shown')
    expect((await city.get('officer', '/map/facts')).json().places[code]).toEqual([
      smallWard,
      'Eastmere',
      ['not shown offences', 'IMD score 23.0'],
      'Not coloured: not shown',
      '',
    ])
    const geo = (await city.get('officer', '/map.geojson')).json()
    expect(geo.features.find((f: { id: string }) => f.id === code).properties).toMatchObject({
      count: null,
      count_note: 'not shown',
      rate: null,
      rate_upper_95: null,
      fill: null,
    })
    expect((await city.get('officer', '/map.csv')).body).toMatch(
      new RegExp(`${smallWard},,${code},.*,not shown,9000,2021,,`),
    )
  })

  test('a borough lead sees the whole map with small counts hidden elsewhere, and marks only at home', async () => {
    const lead = 'borough-lead:X09000002' as const
    expect(await words(lead, `/map?place=${wardCode(smallWard)}`)).toContain('3 offences')
    expect(await words('borough-lead:X09000001', `/map?place=${wardCode(smallWard)}`)).toContain('not shown offences')
    const geo = (await city.get(lead, '/map.geojson?show=change')).json()
    const marked = geo.features.filter((f: { properties: { change: string | null } }) => f.properties.change !== null)
    expect(marked).toHaveLength(4)
    const page = await words(lead, '/map?show=change')
    expect(page).toContain('In the 4 wards you may see, year on year, no ward’s change can be told apart from chance.')
    expect(page).toContain('Hatched: places of other boroughs, whose marks are for them to see.')
  })

  test('a hatched place is explained once, by what stands beside it in the table; a coloured one is not called hatched', async () => {
    const lead = await words('borough-lead:X09000001', '/map?show=change')
    expect(lead).toContain('Hatched: places of other boroughs, whose marks are for them to see.')
    expect(lead).not.toContain('with a count too small')
    expect(lead).not.toContain('without a full figure')
    expect(await words('officer', '/map?show=change')).toContain('Hatched: 3 places with a count too small to show')
    expect(await words('officer', '/map?show=rate')).toContain(
      'Hatched: 3 places with a count too small to show, or that would give a small one away.',
    )
  })

  test('domestic abuse by ward is for analysts', async () => {
    expect((await city.get('officer', '/map?measure=domestic-abuse')).statusCode).toBe(403)
    expect((await city.get('officer', '/map.geojson?measure=domestic-abuse')).statusCode).toBe(403)
    expect((await city.get('officer', '/map?measure=domestic-abuse&level=borough')).statusCode).toBe(200)
    expect((await city.get('analyst', '/map?measure=domestic-abuse')).statusCode).toBe(200)
  })
})

describe('across a recording break', () => {
  let broken: TestApp
  const page = async (role: Role, url: string) =>
    (await broken.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  beforeAll(async () => {
    broken = await openTestApp('empty')
    const { measures } = await seedCity(broken.db, { breaks: '2026-01' })
    // A file that speaks for every small area and has nothing of them.
    await broken.db.run(sql`
      insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
      select import_id, grain, measure_ids, (select array_agg(id) from places where kind = 'lsoa'), periods, states
      from coverage where grain = 'month' and measure_ids = array[${measures.get('violence-with-injury')}]::integer[] limit 1`)
    await broken.db.run(sql`update measures set denominator = null, per = null where code = 'domestic-abuse'`)
  })
  afterAll(() => broken.close())

  test('a map of change says that recording changed, not that nobody has made the marks', async () => {
    await assessAll(broken.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
    for (const role of ['officer', 'borough-lead:X09000001'] as const) {
      const shown = await page(role, '/map?show=change')
      expect(shown).toContain('No change is called: a recording break falls within these 24 months.')
      expect(shown).not.toContain('Nobody has made the marks')
    }
  })

  test('a small-area map of change says why there are no marks and where they are', async () => {
    const shown = (await broken.get('analyst', '/map?level=lsoa&show=change')).body
    expect(shown).toContain('Small areas have no marks: most have too few events in a year')
    expect(shown).toContain('href="/map?show=change"')
    expect(shown).not.toContain('Nobody has made the marks')
  })

  test('a measure that is not counted against residents has counts and no rate, on the map and in the signals', async () => {
    const ask = 'level=borough&measure=domestic-abuse'
    for (const show of ['', '&show=rate', '&show=pair']) {
      const shown = await page('officer', `/map?${ask}${show}`)
      expect(shown).toContain('Offences in the 12 months to October 2026, counted.')
      expect(shown).toContain('Eastmere 252 No rate')
      expect(shown).toContain('This measure is not counted against residents, so there is no rate.')
      expect(shown).not.toMatch(/null|thousand/)
    }
    const facts = (await broken.get('officer', `/map/facts?${ask}`)).json()
    expect(facts.places.X09000002[2][0]).toBe('252 offences')
    expect(facts.places.X09000002[2].join()).not.toMatch(/null|thousand/)
    const signals = await page('officer', `/signals?${ask}`)
    expect(signals).toContain('252 No rate')
    expect(signals).not.toMatch(/null|a thousand/)
    expect((await broken.get('officer', `/signals.csv?${ask}`)).body).toMatch(/^Eastmere,252,.*,no denominator,/m)
  })
})
