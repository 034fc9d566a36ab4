import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { openEvidence, sight } from '../../evidence/index.ts'
import { roles } from '../../people/index.ts'
import { groups } from './view.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string>) => it.ask(who, { url, ...form(values) })
const plain = (body: string) =>
  body
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const page = '/analyses/groups'
const note = `${page}/note`
const byEthnicity = 'violence-victims-by-ethnicity'
const byAge = 'violence-victims-by-age'
const words = {
  body: 'Where people live differs.',
  misread: 'As a trait.',
  asked: 'The equality lead.',
  sources: 'Census 2021',
}
const open: Who[] = ['officer', 'analyst', 'director', 'borough-lead:X09000001']

beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(() => it.close())

const Row = z.object({ code: z.string(), amount: z.number() })
const countsOf = async (year: number) =>
  new Map(
    (
      await it.db.many(
        Row,
        sql`select m.code, s.amounts[${year} - extract(year from s.starts_on)::integer + 1] as amount from series s
        join measures m on m.id = s.measure_id where m.code like 'violence-victims%' or m.code like 'population-group%' and ${year} = 2021`,
      )
    ).map(row => [row.code, row.amount]),
  )

describe('figures by group', () => {
  test('each rate stands with what it is of, and is what the loaded counts come to', async () => {
    const { body, statusCode } = await it.get('analyst', `${page}?grouping=${byEthnicity}&year=2025`)
    expect(statusCode).toBe(200)
    const b = (await countsOf(2025)).get('violence-victims-group-b') ?? 0
    const people = z.object({ n: z.number() })
    const { n } = await it.db.one(
      people,
      sql`select s.amounts[1] as n from series s join measures m on m.id = s.measure_id where m.code = 'population-group-b'`,
    )
    const rate = ((b / n) * 100_000).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    expect(plain(body)).toContain(
      `Group B ${rate} per 100,000 (${b.toLocaleString('en-GB')} of ${n.toLocaleString('en-GB')} residents, 2021; 95 % interval`,
    )
    expect(plain(body)).toMatch(/Against Group A: Group B 1\.\d\d times/)
  })

  test('the context note comes before them, for everybody, and in every row of the file', async () => {
    for (const who of open) {
      const { body } = await it.get(who, `${page}?grouping=${byEthnicity}`)
      expect(body.indexOf('beside the river')).toBeGreaterThan(0)
      expect(body.indexOf('beside the river')).toBeLessThan(body.indexOf('class="up-figure"'))
      expect(plain(body)).toMatch(/What may be misread .* Who was asked \(equality duty\) .* agreed by/)
    }
    const { body } = await it.get('officer', `${page}.csv?grouping=${byEthnicity}`)
    const rows = body.trim().split('\r\n').slice(1)
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(row).toContain('beside the river')
  })

  test('small numbers are hidden from every role, an analyst too, and nothing is worked out from them', async () => {
    const counts = await countsOf(2025)
    const small = ['violence-victims-group-d', 'violence-victims-group-unknown'].map(code => counts.get(code) ?? 0)
    expect(small.every(n => n > 0 && n < 10)).toBe(true)
    for (const who of open) {
      const text = (await it.get(who, `${page}.csv?grouping=${byEthnicity}&year=2025`)).body
      const row = text.split('\r\n').find(line => line.startsWith('Group D'))
      expect(row).toMatch(/^Group D,(under 10|not shown),"[\d,]+ residents, 2021",,,,,,,/)
    }
  })

  test('a survey is read in percent of those asked, with its base', async () => {
    const text = plain((await it.get('officer', `${page}?grouping=feel-safe-by-age&year=2026`)).body)
    expect(text).toMatch(/15 to 18 \d\d\.\d % \(\d+ of 1,150 asked, 2026; 95 % interval/)
    expect(text).toContain('percentage points')
  })

  test('no measure of one group is to be had elsewhere, whoever asks', async () => {
    const store = await openEvidence(it.db)
    const measures = store.measures.filter(measure => measure.characteristic)
    expect(measures.length).toBeGreaterThan(10)
    for (const measure of measures)
      for (const role of roles)
        expect(sight({ ...anyone, role }, measure, { kind: 'city', code: 'X12000001', boroughCode: null }).see).toBe(
          'nothing',
        )
    expect((await it.get('analyst', '/places/X12000001')).body).not.toContain('ethnic group B')
    expect((await it.get('analyst', '/places/X12000001/figures.csv')).body).not.toContain('violence-victims-group')
  })
})

describe('without an agreed note', () => {
  test('no figure is shown, drawn or taken away, by anybody; the page says what is missing', async () => {
    const counts = [...(await countsOf(2025))]
      .filter(([code]) => code.includes('aged'))
      .map(([, n]) => n.toLocaleString('en-GB'))
    for (const who of open) {
      const { body, statusCode } = await it.get(who, `${page}?grouping=${byAge}&year=2025`)
      expect(statusCode).toBe(200)
      expect(plain(body)).toContain('has no agreed context note, so no figure of it is shown to anybody')
      for (const count of counts) expect(plain(body)).not.toContain(count)
      expect(body).not.toContain('class="up-figure"')
      expect((await it.get(who, `${page}.csv?grouping=${byAge}`)).statusCode).toBe(409)
    }
    const bench = openBench()
    const rooms = { db: it.db, pack: it.pack, bench, today: () => today }
    expect(await groups.read(rooms, { grouping: byAge })).toBeUndefined()
    const reading = await groups.read(rooms, { grouping: byEthnicity, year: '2025' })
    await bench.close()
    expect(reading?.notes.join(' ')).toContain('beside the river')
    expect(reading?.imports).not.toEqual([])
    expect(reading?.href).toBe(`/analyses/groups?grouping=${byEthnicity}&year=2025&reference=a`)
  })

  test('whoever wrote in it does not agree it: a second person does, and then the figures are there', async () => {
    expect((await post('analyst', `${note}/agree`, { grouping: byAge, version: '1' })).statusCode).toBe(303) // the story's analyst wrote it, not this one
    const shown = (await it.get('officer', `${page}?grouping=${byAge}`)).body
    expect(plain(shown)).toMatch(/15 to 24 [\d,.]+ per 100,000 \([\d,]+ of [\d,]+ residents, 2021/)
    expect((await post('analyst', `${note}/edit`, { grouping: byAge, ...words, version: '0' })).statusCode).toBe(303)
    const own = await it.get('analyst', `${note}?grouping=${byAge}`)
    expect(plain(own.body)).toContain('A second person must do this')
    expect((await post('analyst', `${note}/agree`, { grouping: byAge, version: '1' })).statusCode).toBe(403)
    expect((await post('director', `${note}/agree`, { grouping: byAge, version: '7' })).statusCode).toBe(409)
    expect((await it.get('officer', `${page}?grouping=${byAge}`)).body).toContain('waiting for a second person') // the old one stands meanwhile
    expect((await post('director', `${note}/agree`, { grouping: byAge, version: '1' })).statusCode).toBe(303)
    expect((await it.get('officer', `${page}?grouping=${byAge}`)).body).toContain('Where people live differs.')
  })

  test('withdrawn, with a reason, the figures are gone at once', async () => {
    expect((await post('officer', `${note}/withdraw`, { grouping: byAge, reason: '' })).statusCode).toBe(422)
    expect(
      (await post('officer', `${note}/withdraw`, { grouping: byAge, reason: 'The census changed.' })).statusCode,
    ).toBe(303)
    expect((await it.get('officer', `${page}?grouping=${byAge}`)).body).not.toContain('class="up-figure"')
    const { body } = await it.get('director', `${note}?grouping=${byAge}`)
    expect(plain(body)).toMatch(/History Withdrawn .* Agreed .* Written/)
  })

  test('a note says all four things or is not kept', async () => {
    const answer = await post('officer', `${note}/edit`, { grouping: byAge, ...words, asked: ' ', version: '0' })
    expect(answer.statusCode).toBe(422)
    expect(plain(answer.body)).toContain('Say who was asked, and what they said')
    expect(answer.body).toContain('Where people live differs.')
  })

  test('a note tells who nobody is: a name or a mail address is refused, the names of groups and places are not', async () => {
    const send = (typed: Record<string, string>) =>
      post('officer', `${note}/edit`, { grouping: byAge, ...words, version: '0', ...typed })
    for (const [field, typed] of [
      ['body', 'Asked of Jordan Whitlock, who lives there.'],
      ['asked', 'kim@example.org'],
      ['sources', 'a@example.org'],
    ] as const)
      expect([field, (await send({ [field]: typed })).statusCode]).toEqual([field, 422])
    expect(plain((await send({ misread: 'As Jordan Whitlock read it.' })).body)).toContain('looks like somebody’s name')
    const withdrawn = { grouping: byEthnicity, reason: 'Jordan Whitlock asked.' }
    expect((await post('officer', `${note}/withdraw`, withdrawn)).statusCode).toBe(422)
  })
})

describe('of one borough', () => {
  const [one, two, three] = ['X09000001', 'X09000002', 'X09000003']
  const ethnicGroups = ['a', 'b', 'c', 'd', 'unknown']
  const at = (place: string) => `${page}.csv?grouping=${byEthnicity}&year=2025&place=${place}`
  const counted = async (place: string) => {
    const [, ...rows] = (await it.get('officer', at(place))).body.trim().split('\r\n')
    return rows.map(row => row.split(',')[1] ?? '')
  }

  test('where none are loaded the page says so and shows the city', async () => {
    const { body } = await it.get('officer', `${page}?grouping=${byEthnicity}&place=${one}`)
    expect(plain(body)).toContain('no figures by borough are loaded for every group')
    expect(body).not.toContain('name="place"')
    expect(plain((await it.get('officer', `${page}?grouping=feel-safe-by-age`)).body)).toContain(
      'too few people are asked',
    )
  })

  test('counts that are loaded stand with their residents and the context note, and none that is small', async () => {
    const city = await countsOf(2025)
    const of = (id: string) => city.get(`violence-victims-group-${id}`) ?? 0
    const first = [400, 300, 4, of('d'), of('unknown')]
    const second = [300, 200, 100, 0, 0]
    const third = ethnicGroups.map((id, g) => of(id) - (first[g] ?? 0) - (second[g] ?? 0))
    await seedBoroughs([first, second, third])
    const { body } = await it.get('officer', `${page}?grouping=${byEthnicity}&year=2025&place=${three}`)
    expect(body).toContain('name="place"')
    expect(plain(body)).toMatch(/Group A [\d,.]+ per 100,000 \([\d,]+ of 40,000 residents, 2021; 95 % interval/)
    expect(body.indexOf('beside the river')).toBeLessThan(body.indexOf('class="up-figure"'))
    expect(plain(body)).not.toContain('All, 2025')
    // The small one of Group C takes another borough's along, and in both another group's: nothing less would do.
    const table = await Promise.all([one, two, three].map(counted))
    expect(table[0]).toEqual(['400', 'not shown', 'not shown', 'not shown', 'not shown'])
    expect(table[1]).toEqual(['300', 'not shown', 'not shown', '0', '0'])
    expect(table[2]?.filter(cell => cell === 'not shown')).toEqual([])
  })

  test('every role is shown the same, and a finding of it is of the borough, with its note', async () => {
    for (const who of open) expect((await it.get(who, at(one))).body).toBe((await it.get('officer', at(one))).body)
    const bench = openBench()
    const rooms = { db: it.db, pack: it.pack, bench, today: () => today }
    const reading = await groups.read(rooms, { grouping: byEthnicity, year: '2025', place: one })
    await bench.close()
    expect(reading).toMatchObject({ places: [one] })
    expect(reading?.href).toContain(`place=${one}`)
    expect(reading?.notes.join(' ')).toContain('beside the river')
    expect(JSON.stringify(reading?.table)).not.toMatch(/"4"|"300"/)
    // Whether it is small itself, or hidden with another, is not told.
    expect(reading?.notes.join(' ')).toContain(': not shown. It is kept apart')
  })

  test('where nothing can be compared nothing is drawn, and the page says so', async () => {
    const of = async (place: string) =>
      (await it.get('officer', `${page}?grouping=${byEthnicity}&year=2025&place=${place}`)).body
    expect(await of(three)).toContain('class="up-figure"')
    const body = await of(one)
    expect(body).toContain('Nothing is drawn: no group here has both')
    expect(body).not.toContain('class="up-figure"')
    expect(plain(body)).toMatch(/\b400\b/)
  })

  /** Three boroughs of one year by group, and 40,000 residents of each group, as a file would bring them. */
  async function seedBoroughs(counts: number[][]) {
    await it.db.run(sql`
      update measures set lowest_level = 'borough' where code like 'violence-victims-group-%' or code in ('violence-victims', 'population-group-a')`)
    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by, finished_at)
        select source_id, format, 'boroughs.csv', 'boroughs', 1, snapshot_on, 'current', 'test', now() from imports
        where source_id = 'victims-by-group' limit 1 returning id`,
    )
    const add = async (code: string, place: string, grain: string, startsOn: string, amount: number) => {
      await it.db.run(sql`
        insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
        select m.id, p.id, ${id}, ${grain}, ${startsOn}, ${[amount]} from measures m, places p where m.code = ${code} and p.code = ${place}`)
      await it.db.run(sql`
        insert into coverage (import_id, grain, measure_ids, place_ids, periods, states)
        select ${id}, ${grain}, array[m.id], array[p.id], ${[startsOn]}::date[], array['loaded'] from measures m, places p
        where m.code = ${code} and p.code = ${place}`)
    }
    for (const [b, place] of [one, two, three].entries()) {
      for (const [g, group] of ethnicGroups.entries())
        await add(`violence-victims-group-${group}`, place, 'year', '2025-01-01', counts[b]?.[g] ?? 0)
      await add('violence-victims', place, 'year', '2025-01-01', counts[b]?.reduce((sum, n) => sum + n, 0) ?? 0)
      for (const group of ['a', 'b', 'c', 'd'])
        await add(`population-group-${group}`, place, 'year', '2021-01-01', 40_000)
    }
  }
})

test('each role does with notes and figures what the matrix says', async () => {
  const may = async (url: string, ask: (who: Who) => Promise<{ statusCode: number }>) => {
    const found: string[] = []
    for (const role of roles as readonly Who[]) if ((await ask(role)).statusCode === 200) found.push(role)
    return [url, found.sort()]
  }
  const readers = ['analyst', 'borough-lead', 'director', 'officer']
  for (const url of [page, `${page}.csv?grouping=${byEthnicity}`, `${note}?grouping=${byEthnicity}`])
    expect(await may(url, who => it.get(who, url))).toEqual([url, readers])
  const edit = `${note}/edit?grouping=${byEthnicity}`
  expect(await may(edit, who => it.get(who, edit))).toEqual([edit, ['analyst', 'officer']])
  for (const who of ['public', 'provider', 'young-assessor', 'borough-lead', 'administrator'] as Who[])
    for (const verb of ['edit', 'agree', 'withdraw'])
      expect([
        who,
        verb,
        (await post(who, `${note}/${verb}`, { grouping: byEthnicity, ...words, reason: 'x', version: '1' })).statusCode,
      ]).toEqual([who, verb, who === 'public' ? 401 : 403])
  expect((await post('director', `${note}/edit`, { grouping: byEthnicity, ...words, version: '0' })).statusCode).toBe(
    403,
  )
})
