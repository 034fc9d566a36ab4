import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  everyWard,
  makeTown,
  openDesk,
  request,
  stalking,
  wards,
  wide,
  withInjury,
  withoutInjury,
} from '../../../../test/imports.ts'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { placesFormats } from '../formats/places.ts'
import { redo, release, sweep, undo } from './changes.ts'
import { prepare } from './prepare.ts'
import { complete, importFile, preview } from './service.ts'

let store: TestStore
const desk = openDesk()
beforeAll(async () => {
  store = await openTestStore('empty')
  await makeTown(store.db)
})
afterEach(() => store.db.run(sql`delete from imports`))
afterAll(async () => {
  desk.clear()
  await store.close()
})

const Row = z.object({ place: z.string(), measure: z.string(), period: z.string(), value: z.number() })
/** The values in force, as the analysts' view has them. */
const inForce = (measure = 'violence-with-injury') =>
  store.db.many(
    Row,
    sql`select place, measure, period, value from observations where measure = ${measure} order by place, period`,
  )
const count = async (text: 'series' | 'coverage' | 'import_rejects' | 'audit' | 'imports') => {
  const one = z.object({ n: z.number() })
  const { n } = await store.db.one(
    one,
    {
      series: sql`select count(*) as n from series`,
      coverage: sql`select count(*) as n from coverage`,
      import_rejects: sql`select count(*) as n from import_rejects`,
      audit: sql`select count(*) as n from audit`,
      imports: sql`select count(*) as n from imports`,
    }[text],
  )
  return n
}
const load = async (text: string | Buffer, more: Parameters<typeof request>[1] = {}) => {
  const result = await importFile(store.db, desk.put(text), request('mps-wide', more))
  if (result.status !== 'imported') throw new Error(JSON.stringify(result))
  return result
}
const year = (amount: number, length = 12) => Array.from({ length }, () => amount)

describe('a file comes into force', () => {
  test('with its counts, its coverage and an audit row; an absent row inside it is 0', async () => {
    const before = await count('audit')
    const { report, snapshotOn } = await load(
      wide('2024-01', [
        { ward: 'E05000001', minor: withInjury, amounts: [5, 0, 7] },
        { ward: 'E05000002', minor: withInjury, amounts: [1, 2, 3] },
        ...wards.slice(2).map(ward => ({ ward, minor: 'HOMICIDE', amounts: [1, 0, 0] })),
      ]),
    )
    expect(snapshotOn).toBe('2024-03-31')
    expect(report).toMatchObject({ rowsRead: 4, rowsUsed: 4, rejected: 0, cells: 36 })
    const values = await inForce()
    expect(values.filter(row => row.place === 'E05000001').map(row => row.value)).toEqual([5, 0, 7])
    expect(values.filter(row => row.place === 'E05000004').map(row => row.value)).toEqual([0, 0, 0])
    expect((await count('audit')) - before).toBe(1)
  })

  test('the same file twice changes nothing', async () => {
    const path = desk.put(wide('2024-01', everyWard(withInjury, [5, 6])))
    await importFile(store.db, path, request('mps-wide'))
    const before = [await count('audit'), await count('series'), await count('imports')]
    expect(await importFile(store.db, path, request('mps-wide'))).toMatchObject({ status: 'unchanged' })
    expect([await count('audit'), await count('series'), await count('imports')]).toEqual(before)
  })

  test('a preview tells the same and changes nothing', async () => {
    await load(wide('2024-01', everyWard(withInjury, [50, 60])), { snapshot: '2024-02-29' })
    const before = [await count('audit'), await count('series'), await count('imports')]
    const path = desk.put(wide('2024-01', everyWard(withInjury, [50, 61, 62])))
    const told = await preview(store.db, path, request('mps-wide', { snapshot: '2024-03-31' }))
    expect([await count('audit'), await count('series'), await count('imports')]).toEqual(before)
    expect(told).toMatchObject({
      status: 'ready',
      report: { revisions: { changed: 8, same: 8, fresh: 8, difference: 8 } },
    })
  })
})

describe('restated figures', () => {
  test('the latest snapshot wins whatever the order of importing', async () => {
    const files = [
      { text: wide('2024-01', everyWard(withInjury, [10, 20, 30])), snapshot: '2024-03-31' },
      { text: wide('2024-02', everyWard(withInjury, [21, 31, 41])), snapshot: '2024-04-30' },
      { text: wide('2024-03', everyWard(withInjury, [33, 43])), snapshot: '2024-05-31' },
    ]
    const answers = new Set<string>()
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      for (const i of order) await load(files[i]?.text ?? '', { snapshot: files[i]?.snapshot })
      answers.add(JSON.stringify(await inForce()))
      await store.db.run(sql`delete from imports`)
    }
    expect(answers.size).toBe(1)
    const values = z.array(Row).parse(JSON.parse([...answers][0] ?? '[]'))
    expect(values.filter(row => row.place === 'E05000001').map(row => row.value)).toEqual([10, 21, 33, 43])
  })

  test('what was replaced is told as revisions, the largest first', async () => {
    await load(wide('2024-01', everyWard(withInjury, [10, 20])), { snapshot: '2024-02-29' })
    const { report } = await load(
      wide('2024-01', [
        ...everyWard(withInjury, [10, 20]).slice(1),
        { ward: 'E05000001', minor: withInjury, amounts: [10, 27] },
      ]),
      { snapshot: '2024-03-31' },
    )
    expect(report.revisions).toMatchObject({ changed: 2, same: 14, fresh: 0, difference: 14 })
    expect(report.revisions.biggest[0]).toMatchObject({
      placeCode: 'E05000001',
      placeName: 'Abbey',
      period: '2024-02-01',
      before: 20,
      after: 27,
    })
  })

  test('a cell taken far from its own last 12 months is named with its usual, and the file is not refused', async () => {
    await load(wide('2024-01', everyWard(withInjury, year(24, 14))), { snapshot: '2025-02-28' })
    const table = (rows: string[]) => desk.put(['place code,period,measure,numerator', ...rows].join('\n'))
    const path = table([
      'E05000001,2025-01,violence-with-injury,60',
      'E05000001,2025-02,violence-with-injury,26',
      'E05000002,2024-03,violence-with-injury,60',
    ])
    const told = await preview(store.db, path, request('measure-csv', { snapshot: '2025-03-31' }))
    if (told.status !== 'ready') throw new Error(JSON.stringify(told))
    expect(told.report.revisions).toMatchObject({
      changed: 3,
      unlikely: { cells: 1, biggest: [{ placeName: 'Abbey', period: '2025-01-01', before: 24, after: 60, usual: 24 }] },
    })
    expect(told.report.odd).toContainEqual(expect.stringContaining('1 changed cell is far from its own last 12 months'))
    const whole = await load(wide('2024-01', everyWard(withInjury, [...year(24, 13), 60])), { snapshot: '2025-04-30' })
    expect(whole.report.revisions.unlikely).toMatchObject({ cells: 8 })
    expect(whole.report.odd).toContainEqual(expect.stringContaining('8 changed cells are far from their own'))
  })

  test('a whole file of late reports is not odd', async () => {
    await load(wide('2024-01', everyWard(withInjury, year(24, 14))), { snapshot: '2025-02-28' })
    const { report } = await load(wide('2024-01', everyWard(withInjury, [...year(25, 13), 28])), {
      snapshot: '2025-04-30',
    })
    expect(report.revisions).toMatchObject({ changed: 112, unlikely: { cells: 0 } })
    expect(report.odd).toEqual([])
  })

  test('undone, the older file counts again; redone, the newer', async () => {
    const path = desk.put(wide('2024-01', everyWard(withInjury, [12])))
    await load(wide('2024-01', everyWard(withInjury, [10])), { snapshot: '2024-01-31' })
    const newer = await importFile(store.db, path, request('mps-wide', { snapshot: '2024-02-29' }))
    if (newer.status !== 'imported') throw new Error('not imported')
    const first = async () => (await inForce())[0]?.value
    expect(await first()).toBe(12)
    expect(await undo(store.db, newer.importId, 'tests')).toEqual({ ok: true })
    expect(await first()).toBe(10)
    expect(await undo(store.db, newer.importId, 'tests')).toMatchObject({ ok: false })
    expect(await redo(store.db, newer.importId, 'tests')).toEqual({ ok: true })
    expect(await first()).toBe(12)
  })
})

describe('months that are not to be believed', () => {
  test('a first month of a few offences is a stub and replaces nothing', async () => {
    await load(wide('2024-01', everyWard(withInjury, year(100))), { snapshot: '2024-12-31' })
    const { report } = await load(wide('2024-02', everyWard(withInjury, [1, ...year(101, 11)])), {
      snapshot: '2025-01-31',
    })
    expect(report.judgements).toMatchObject([{ period: '2024-02-01', state: 'stub' }])
    expect((await inForce()).filter(row => row.period === '2024-02-01').map(row => row.value)).toEqual([
      100, 100, 100, 100,
    ])
  })

  test('a month far from its neighbours is held until a person releases it', async () => {
    const { importId, report } = await load(
      wide('2024-01', everyWard(withInjury, [...year(100, 6), 20, ...year(100, 5)])),
    )
    expect(report.judgements).toMatchObject([{ period: '2024-07-01', state: 'held' }])
    const july = async () => (await inForce()).filter(row => row.period === '2024-07-01').length
    expect(await july()).toBe(0)
    expect(await release(store.db, importId, '2024-07-01', 'analyst@vru.example')).toEqual({ ok: true })
    expect(await july()).toBe(4)
    expect(await release(store.db, importId, '2024-07-01', 'analyst@vru.example')).toMatchObject({ ok: false })
  })

  test('small numbers that jump about are let through', async () => {
    const { report } = await load(wide('2024-01', everyWard('HOMICIDE', [1, 0, 3, 0, 0, 9, 1, 0])))
    expect(report.judgements).toEqual([])
  })

  test('a measure that is nought in every cell is withheld, not none', async () => {
    const rows = [
      ...everyWard(withInjury, year(9, 13)),
      ...wards.map(ward => ({ ward, major: 'SEXUAL OFFENCES', minor: 'RAPE', amounts: year(0, 13) })),
    ]
    const { report } = await load(wide('2024-01', rows))
    expect(report.withheld[0]?.measures).toEqual(expect.arrayContaining(['rape', 'sexual-offences']))
    expect(await inForce('rape')).toEqual([])
  })

  test('a file that is nought throughout is withheld as a whole', async () => {
    const { report } = await load(wide('2024-01', everyWard(withInjury, year(0, 13))))
    expect(report.withheld[0]?.measures).toContain('violence-with-injury')
    expect(await inForce()).toEqual([])
  })
})

describe('categories and codes', () => {
  test('the older scheme never feeds violence without injury, and both feed the sum that can be compared', async () => {
    await load(wide('2024-01', everyWard(withoutInjury, [70])), { snapshot: '2024-01-31' })
    expect(await inForce('violence-without-injury')).toEqual([])
    expect((await inForce('violence-without-injury-and-stalking'))[0]?.value).toBe(70)
    await load(wide('2024-01', [...everyWard(withoutInjury, [45]), ...everyWard(stalking, [24])]), {
      snapshot: '2024-02-29',
    })
    expect((await inForce('violence-without-injury'))[0]?.value).toBe(45)
    expect((await inForce('violence-without-injury-and-stalking'))[0]?.value).toBe(69)
    expect((await inForce('violence-against-the-person'))[0]?.value).toBe(69)
  })

  test('a space after a code is taken away and counted; rows of one cell are added', async () => {
    const { report } = await load(
      wide('2024-01', [
        { ward: 'E05000001 ', minor: withInjury, amounts: [2] },
        { ward: 'E05000001', minor: withInjury, amounts: [3] },
        ...everyWard(withInjury, [1]).slice(1),
      ]),
    )
    expect(report.lookups.trimmed).toBe(1)
    expect((await inForce())[0]).toMatchObject({ place: 'E05000001', value: 5 })
  })

  test('an unknown code, an unknown category, a word for a number and a ragged line are rejected with line, reason and remedy', async () => {
    const text = `${wide('2024-01', [...everyWard(withInjury, [1, 2]), { ward: 'E05999999', minor: withInjury, amounts: [1, 2] }, { minor: 'PIRACY', amounts: [1, 2] }, { minor: withInjury, amounts: ['many', 2] }, { minor: withInjury, amounts: ['=1+1', 2] }, { minor: withInjury, amounts: [-4, 2] }])}only,three,cells\n`
    const { report, rejects } = await load(text)
    expect(rejects.map(reject => reject.line)).toEqual([6, 7, 8, 9, 10, 11])
    expect(rejects.every(reject => reject.reason !== '' && reject.remedy !== '')).toBe(true)
    expect(rejects.map(reject => reject.field)).toEqual([
      'WardCode',
      'MinorText',
      '202401',
      '202401',
      '202401',
      'WardCode',
    ])
    expect(report).toMatchObject({ rowsUsed: 4, rejected: 6 })
    expect(await count('import_rejects')).toBe(6)
  })

  test('blank lines do not shift the lines of rejects', async () => {
    const text = wide('2024-01', [
      ...everyWard(withInjury, [1]),
      { ward: 'E05999999', minor: withInjury, amounts: [1] },
    ]).replace('\nVIOLENCE', '\n\nVIOLENCE')
    expect((await load(text)).rejects[0]?.line).toBe(7)
  })

  test('what stands for no place is counted and is no error', async () => {
    const { report, rejects } = await load(
      wide('2024-01', [
        ...everyWard(withInjury, [1]),
        { ward: 'Unknown', minor: withInjury, amounts: [4] },
        { ward: '-1', minor: withInjury, amounts: [4] },
      ]),
    )
    expect(rejects).toEqual([])
    expect(report.lookups.notPlaces).toEqual({ Unknown: 1, '-1': 1 })
  })

  test('boroughs by name, and the city with what has no borough', async () => {
    const text =
      'MajorText,MinorText,BoroughName,202401\nVIOLENCE AGAINST THE PERSON,VIOLENCE WITH INJURY,Barking and Dagenham,10\nVIOLENCE AGAINST THE PERSON,VIOLENCE WITH INJURY,Barnet,20\nVIOLENCE AGAINST THE PERSON,VIOLENCE WITH INJURY,Unknown,3\n'
    await importFile(store.db, desk.put(text), request('mps-wide', { level: 'borough', vintage: '2022' }))
    expect((await inForce()).map(row => [row.place, row.value])).toEqual([
      ['E09000002', 10],
      ['E09000003', 20],
      ['E12000007', 33],
    ])
  })
})

describe('what goes wrong leaves nothing', () => {
  test('a refused file leaves no import behind', async () => {
    const people = 'surname,WardCode,202401\nSmith,E05000001,1\nJones,E05000002,1\n'
    const result = await importFile(store.db, desk.put(people), request('mps-wide'))
    expect(result).toMatchObject({ status: 'refused', refusals: [{ field: 'surname' }] })
    expect(await count('imports')).toBe(0)
  })

  test('a file of which no row can be used is refused with its first reason', async () => {
    const result = await importFile(
      store.db,
      desk.put(wide('2024-01', [{ ward: 'E05999999', minor: withInjury, amounts: [1] }])),
      request('mps-wide'),
    )
    expect(result).toMatchObject({ status: 'refused', refusals: [{ line: 2, field: 'WardCode' }] })
  })

  test('stopped while storing, the import is failed and its rows are gone', async () => {
    const stop = new AbortController()
    const path = desk.put(wide('2024-01', everyWard(withInjury, [1, 2])))
    const progress = (_done: number, _total: number, words: string) => {
      if (words === 'Reading the file') stop.abort()
    }
    await expect(importFile(store.db, path, request('mps-wide', { progress, signal: stop.signal }))).rejects.toThrow()
    expect([await count('series'), await count('coverage')]).toEqual([0, 0])
    expect(await inForce()).toEqual([])
    expect(await importFile(store.db, path, request('mps-wide'))).toMatchObject({ status: 'imported' })
  })

  test('what a killed process left is cleared at the next start, and the file can come in again', async () => {
    const path = desk.put(wide('2024-01', everyWard(withInjury, [1, 2])))
    const done = await importFile(store.db, path, request('mps-wide'))
    if (done.status !== 'imported') throw new Error('not imported')
    const gone = JSON.stringify({ owner: { host: (await import('node:os')).hostname(), pid: 2 ** 22 + 1 } })
    await store.db.run(sql`update imports set status = 'reading', report = ${gone}`)
    expect(await inForce()).toEqual([])
    expect(await sweep(store.db)).toEqual([done.importId])
    expect([await count('series'), await count('coverage')]).toEqual([0, 0])
    expect(await importFile(store.db, path, request('mps-wide'))).toMatchObject({ status: 'imported' })
    expect(await sweep(store.db)).toEqual([])
  })

  test('while a file is being read it cannot be read again beside itself', async () => {
    const path = desk.put(wide('2024-01', everyWard(withInjury, [1, 2])))
    await importFile(store.db, path, request('mps-wide'))
    await store.db.run(sql`update imports set status = 'reading'`)
    expect(await importFile(store.db, path, request('mps-wide'))).toMatchObject({ status: 'refused' })
  })

  test('a file of places that two processes begin in the same moment comes in once, and the other is told in words', async () => {
    const format = placesFormats.find(one => one.name === 'stations')
    if (!format) throw new Error('no format stations')
    const headings = ['path', 'id', 'name', 'lat', 'lon', 'modes', 'lines']
    const options = Object.fromEntries(headings.map(heading => [heading, heading]))
    const asked = { ...request('measure-csv'), format, options, snapshot: '2024-01-31' }
    const path = desk.put('station,code\nTown,1\n')
    const [one, other] = [await prepare(store.db, path, asked), await prepare(store.db, path, asked)]
    const hash = one.status === 'places' ? one.file.hash : ''
    await store.db.run(sql`
      insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by)
      values ('measure-csv', 'stations', 'x', ${hash}, 1, '2024-01-31', 'reading', 'other')`)
    for (const prepared of [one, other])
      expect(await complete(store.db, prepared, asked)).toMatchObject({
        status: 'refused',
        refusals: [{ reason: 'This very file is being imported now' }],
      })
    expect(await count('imports')).toBe(1)
  })
})

describe('what somebody should know before a file counts', () => {
  const only = (n: number, minor = withInjury) => wards.slice(0, n).map(ward => ({ ward, minor, amounts: [5, 6] }))
  const table = (rows: readonly string[]) => `place code,period,measure,numerator\n${rows.join('\n')}\n`
  const look = async (text: string, more: Parameters<typeof request>[1] = {}, format = 'measure-csv') => {
    const told = await preview(store.db, desk.put(text), request(format, more))
    if (told.status !== 'ready') throw new Error(JSON.stringify(told))
    return told.report
  }

  test('how many places of the level it speaks for, and that the rest stay as they are', async () => {
    const part = await look(
      table(['E05000001,2024-01,violence-with-injury,5', 'E05000002,2024-01,violence-with-injury,6']),
    )
    expect(part.cautions).toEqual(['Figures for 2 of 4 wards: the other 2 stay as they are.'])
    const whole = await look(wide('2024-01', only(4)), {}, 'mps-wide')
    expect(whole.cautions).toEqual([])
  })

  test('a month that has not ended by the city’s today', async () => {
    const text = table(
      wards.flatMap(ward => [`${ward},2024-01,violence-with-injury,5`, `${ward},2024-02,violence-with-injury,2`]),
    )
    expect((await look(text, { today: '2024-02-29' })).cautions).toEqual([
      'February 2024 has not ended yet: today is 29 February 2024. Its figures are of a part of it until a newer file replaces them.',
    ])
    expect((await look(text, { today: '2024-03-01' })).cautions).toEqual([])
  })

  test('another source of the same measure at the same level', async () => {
    await load(wide('2024-01', only(4)))
    const { cautions } = await look(table(wards.map(ward => `${ward},2024-03,violence-with-injury,5`)))
    expect(cautions).toHaveLength(1)
    expect(cautions[0]).toMatch(
      /^Another source, “mps-wide”, already gives .+ at ward level: both are kept, and in each cell the newest snapshot wins\.$/,
    )
    expect((await look(table(wards.map(ward => `${ward},2024-03,robbery,5`)))).cautions).toEqual([])
  })

  test('an older file says that what is shown stays as it is, and by how much it differs', async () => {
    await load(wide('2024-01', everyWard(withInjury, [50, 60])), { snapshot: '2024-03-31' })
    const late = everyWard(withInjury, [50, 61])
    const told = await look(wide('2024-01', late), { snapshot: '2024-02-29' }, 'mps-wide')
    expect(told.revisions).toMatchObject({ fresh: 0, changed: 0, overruled: 8, same: 8, difference: 0, biggest: [] })
    await load(wide('2024-01', late), { snapshot: '2024-02-29' })
    expect((await inForce()).filter(row => row.value === 61)).toEqual([])
    const newest = await look(wide('2024-01', everyWard(withInjury, [50, 62])), { snapshot: '2024-04-30' }, 'mps-wide')
    expect(newest.revisions).toMatchObject({ changed: 8, overruled: 0 })
  })

  test('a file of the same snapshot day is never called older, and which of the two counts is said', async () => {
    await load(wide('2024-01', only(4)), { snapshot: '2024-02-29' })
    const told = await look(wide('2024-01', everyWard(withInjury, [7, 8])), { snapshot: '2024-02-29' }, 'mps-wide')
    const { against, olderThan, sameDay } = told.revisions
    expect([against, olderThan]).toEqual([[], []])
    expect([...sameDay.replaces, ...sameDay.yields]).toHaveLength(1)
  })
})
