import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTown, openDesk, request } from '../../../../test/imports.ts'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { importFile } from '../import/service.ts'
import { parsePeriod, periodOf } from './period-text.ts'

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

const load = async (format: string, text: string, options: Record<string, unknown> = {}) => {
  const result = await importFile(
    store.db,
    desk.put(text),
    request(format, { options, ...(format === 'lsoa-annual' ? {} : {}) }),
  )
  if (result.status !== 'imported') throw new Error(JSON.stringify(result))
  return result
}
const refusals = async (format: string, text: string, options: Record<string, unknown> = {}) => {
  const result = await importFile(store.db, desk.put(text), request(format, { options }))
  return result.status === 'refused' ? result.refusals : []
}
const inForce = (measure: string) =>
  store.db.many(
    z.object({ place: z.string(), grain: z.string(), period: z.string(), value: z.number() }),
    sql`select place, grain, period, value from observations where measure = ${measure} order by place, grain, period`,
  )

describe('measure CSV', () => {
  const heading = 'place code,period,measure,numerator,denominator,note\n'

  test('months, quarters, years and days; what is not written down is unknown, a written 0 is 0', async () => {
    await load(
      'measure-csv',
      `${heading}E05000001,2024-01,robbery,4,,\nE05000001,2024-04,robbery,0,,\nE05000002,2024-02,robbery,9,,\nE09000002,2024-Q1,robbery,30,,\nE09000002,2024,robbery,120,,\nE09000002,2024-03-31,robbery,7,,\nE09000002,2024-04-02,robbery,8,,\n`,
    )
    expect((await inForce('robbery')).map(row => [row.place, row.grain, row.period, row.value])).toEqual([
      ['E05000001', 'month', '2024-01-01', 4],
      ['E05000001', 'month', '2024-04-01', 0],
      ['E05000002', 'month', '2024-02-01', 9],
      ['E09000002', 'point', '2024-03-31', 7],
      ['E09000002', 'point', '2024-04-02', 8],
      ['E09000002', 'quarter', '2024-01-01', 30],
      ['E09000002', 'year', '2024-01-01', 120],
    ])
  })

  test('denominators and the known notes are kept beside the figure; free text, which may name a person, never is', async () => {
    await load(
      'measure-csv',
      `${heading}E05000001,2024-01,robbery,4,400,provisional\nE05000001,2024-02,robbery,5,410,Jane Smith born 01/02/2009\n`,
    )
    const row = await store.db.one(
      z.object({
        amounts: z.array(z.number()),
        denominators: z.array(z.number()),
        notes: z.record(z.string(), z.string()),
      }),
      sql`select amounts, denominators, notes from series`,
    )
    expect(row).toEqual({
      amounts: [4, 5],
      denominators: [400, 410],
      notes: { '2024-01-01': 'provisional' },
    })
  })

  test('each kind of mistake is named with its line', async () => {
    const { rejects } = await load(
      'measure-csv',
      `${heading}E05000001,2024-01,robbery,4,,\nE05999999,2024-01,robbery,4,,\nE05000001,2024-13,robbery,4,,\nE05000001,2024-01,piracy,4,,\nE05000001,2024-01,burglary,=SUM(A1:A4),,\nE05000001,2024-02,burglary,-3,,\n,2024-02,burglary,3,,\nE05000001,2024-03,burglary,..,,\n`,
    )
    expect(rejects.map(reject => [reject.line, reject.field])).toEqual([
      [3, 'place code'],
      [4, 'period'],
      [5, 'measure'],
      [6, 'numerator'],
      [7, 'numerator'],
      [8, 'place code'],
    ])
    expect(rejects[3]?.reason).toContain('formula')
    expect(await inForce('burglary')).toEqual([])
  })

  test('a count that is not whole, negative or too great to be exact is rejected; a value may be any number', async () => {
    const { rejects } = await load(
      'measure-csv',
      `${heading}E05000001,2024-01,robbery,12.5,,\nE05000001,2024-02,robbery,-1,,\nE05000001,2024-03,robbery,9007199254740993,,\nE05000001,2024-04,robbery,12.0,,\nE05000001,2024-01,imd-2025-score,-12.5,,\n`,
    )
    expect(rejects.map(reject => [reject.line, reject.value])).toEqual([
      [2, '12.5'],
      [3, '-1'],
      [4, '9007199254740993'],
    ])
    for (const { reason, remedy } of rejects)
      expect([reason, remedy]).toEqual([
        expect.stringContaining('a count is a whole number'),
        expect.stringContaining('Write how many there were'),
      ])
    expect((await inForce('robbery')).map(row => row.value)).toEqual([12])
    expect((await inForce('imd-2025-score')).map(row => row.value)).toEqual([-12.5])
  })

  test('a period that begins after today, or after the snapshot, has not happened yet', async () => {
    const text = `${heading}E05000001,2024-01,robbery,1,,\nE05000001,2024-02,robbery,2,,\nE05000001,2062-02,robbery,3,,\nE05000001,2062,robbery,3,,\n`
    const said = async (more: object) => {
      const found = await importFile(store.db, desk.put(text), request('measure-csv', { options: {}, ...more }))
      await store.db.run(sql`delete from imports`)
      return found.status === 'imported'
        ? [found.snapshotOn, ...found.rejects.map(one => `${one.value}: ${one.reason}`)]
        : []
    }
    const late = ['2062-02: This period has not happened yet', '2062: This period has not happened yet']
    expect(await said({})).toEqual(['2024-02-29', ...late])
    expect(await said({ today: '2024-02-01' })).toEqual(['2024-02-29', ...late])
    expect(await said({ snapshot: '2024-01-31' })).toEqual([
      '2024-01-31',
      '2024-02: This period has not happened yet',
      ...late,
    ])
  })

  test('a restated cell is a revision, a cell left out is not taken back', async () => {
    await load('measure-csv', `${heading}E05000001,2024-01,robbery,4,,\nE05000002,2024-01,robbery,6,,\n`)
    const { report } = await load(
      'measure-csv',
      `${heading}E05000001,2024-01,robbery,5,,\nE05000001,2024-02,robbery,7,,\n`,
    )
    expect(report.revisions).toMatchObject({ changed: 1, same: 0, fresh: 1 })
    expect((await inForce('robbery')).map(row => row.value)).toEqual([5, 7, 6])
  })

  test('a missing column is refused by its name', async () => {
    expect(await refusals('measure-csv', 'place code,period,numerator\nE05000001,2024-01,4\n')).toMatchObject([
      { field: 'measure', line: 1 },
    ])
  })

  test('a list of people is refused', async () => {
    expect(
      await refusals(
        'measure-csv',
        `${heading.replace('note', 'NHS number')}E05000001,2024-01,robbery,4,,943 476 5919\n`,
      ),
    ).toMatchObject([{ field: 'NHS number' }])
  })
})

describe('deprivation', () => {
  const columns = [
    { column: 'IMD_score', measure: 'imd-2025-score' },
    { column: 'IMD_rank', measure: 'imd-2025-rank' },
    { column: 'share', measure: 'imd-2025-borough-extent', times: 100 },
  ]
  const options = { code: 'LSOA21CD', period: '2025', keep: 'areas of the pack', columns }

  test('one column a measure; areas elsewhere are left out, a blank is unknown, a share becomes per cent', async () => {
    const { report, rejects } = await load(
      'imd-csv',
      'LSOA21CD,IMD_score,IMD_rank,share\nE01000006,-31.25,812,0.2\nE01000007,,20111,..\nE01009999,1,2,3\n',
      options,
    )
    expect(await inForce('imd-2025-score')).toEqual([
      { place: 'E01000006', grain: 'point', period: '2025-01-01', value: -31.25 },
    ])
    expect((await inForce('imd-2025-rank')).map(row => row.value)).toEqual([812, 20111])
    expect((await inForce('imd-2025-borough-extent')).map(row => row.value)).toEqual([20])
    expect([report.lookups.outside, rejects.length, report.cells]).toEqual([1, 0, 4])
  })

  test('a word for a number is rejected, a missing column refuses the file', async () => {
    const { rejects } = await load('imd-csv', 'LSOA21CD,IMD_score,IMD_rank,share\nE01000006,high,812,0.2\n', options)
    expect(rejects).toMatchObject([{ line: 2, field: 'IMD_score', value: 'high' }])
    expect(await refusals('imd-csv', 'LSOA21CD,IMD_rank,share\nE01000006,812,0.2\n', options)).toMatchObject([
      { field: 'IMD_score' },
    ])
  })
})

describe('a partner’s table, one column a measure', () => {
  const columns = [
    { column: 'robberies', measure: 'robbery' },
    { column: 'score', measure: 'imd-2025-score' },
  ]

  test('a count that is not whole is rejected with what to do, a value stays', async () => {
    const { rejects } = await load('measure-csv', 'code,robberies,score\nE05000001,12.5,3.5\nE05000002,"1,200",4\n', {
      period: '2024-02',
      columns,
    })
    expect(rejects).toMatchObject([
      { line: 2, field: 'robberies', value: '12.5', reason: expect.stringContaining('a count is a whole number') },
    ])
    expect((await inForce('robbery')).map(row => row.value)).toEqual([1200])
    expect((await inForce('imd-2025-score')).map(row => row.value)).toEqual([3.5, 4])
  })

  test('a column of a period to come is refused', async () => {
    expect(
      await refusals('measure-csv', 'code,robberies\nE05000001,12\n', {
        period: '2062-02',
        columns: columns.slice(0, 1),
      }),
    ).toMatchObject([{ field: 'robberies', reason: 'This period has not happened yet' }])
  })
})

describe('years by small area', () => {
  test('years stay years; a year the pack holds back is not in force; nothing but noughts is withheld', async () => {
    await load('lsoa-annual', 'LSOA11CD,2011,2012,2013\nE01000006,3.0,5.0,1.0\nE01000007,2.0,0.0,4.0\n', {
      measure: 'robbery',
      heldBack: ['2012'],
    })
    expect((await inForce('robbery')).map(row => [row.grain, row.period, row.value])).toEqual([
      ['year', '2011-01-01', 3],
      ['year', '2013-01-01', 1],
      ['year', '2011-01-01', 2],
      ['year', '2013-01-01', 4],
    ])
    const years = Array.from({ length: 30 }, (_, i) => 1990 + i)
    const { report } = await load(
      'lsoa-annual',
      `LSOA11CD,${years.join()}\nE01000006,${years.map(() => '0.0').join()}\nE01000007,${years.map(() => '0.0').join()}\n`,
      { measure: 'rape' },
    )
    expect(report.withheld).toMatchObject([{ measures: ['rape'] }])
    expect(await inForce('rape')).toEqual([])
  })
})

test('periods as people write them', () => {
  expect(parsePeriod('2024-Q3')).toEqual({ grain: 'quarter', startsOn: '2024-07-01' })
  expect(parsePeriod(' 2024-02 ')).toEqual({ grain: 'month', startsOn: '2024-02-01' })
  expect(parsePeriod('2024-02-30')).toBeUndefined()
  expect(parsePeriod('24')).toBeUndefined()
  expect(periodOf('FYE 2023')).toEqual({ grain: 'year', startsOn: '2022-04-01' })
  expect(periodOf('2022/23')).toEqual({ grain: 'year', startsOn: '2022-04-01' })
  expect(periodOf('2025')).toEqual({ grain: 'point', startsOn: '2025-01-01' })
})
