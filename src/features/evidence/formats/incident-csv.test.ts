import { expect, test } from 'vitest'
import { book, cellsOf, described, eventsOf, good, read, total, write } from '../../../../test/readings.ts'
import { incidentCsv } from './incident-csv.ts'

const format = incidentCsv
const places = book([
  ['X12000001', 'Riverton', 'city', null, []],
  ['X09000001', 'Northgate', 'borough', 'X12000001', ['borough:2024']],
  ['X05000001', 'Abbot Field', 'ward', 'X09000001', ['ward:2024']],
  ['X01000001', 'Northgate 001A', 'lsoa', 'X05000001', ['lsoa:2021']],
  ['X01000002', 'Northgate 001B', 'lsoa', 'X05000001', ['lsoa:2021']],
])
const id = (code: string) => places.byCode.get(code)?.id ?? null
const demo = described('demo', 'incidents-violence-with-injury')
/** West of 0.1 is the first area, up to 0.2 the second, beyond is outside. */
const lsoasAt = async (points: readonly (readonly [number, number])[]) =>
  points.map(([x]) => (x < 0.1 ? id('X01000001') : x < 0.2 ? id('X01000002') : null))
const context = { ...demo, places, lsoasAt }
const type = 'VIOLENCE WITH INJURY'
const file = (...rows: string[]) => write(['when,where,category', ...rows].join('\n'))

test('the example can be imported', async () => {
  const city = {
    wards: ['X05000001', 'X05000002'] as [string, string],
    lsoa: 'X01000001',
    point: '51.5155,-0.0922',
    measure: type,
    month: '2026-07',
  }
  const text = format.exampleIn?.(city) ?? ''
  expect((await good({ format, path: write(text), context })).rowsUsed).toBe(2)
})

test('hours are local ones, in winter, in summer and on the nights the clocks change', async () => {
  const at = 'X01000001'
  const path = file(
    `2026-01-10T22:30,${at},${type}`,
    `2026-01-10T22:30Z,${at},${type}`,
    `2026-07-10T22:30Z,${at},${type}`,
    `2026-07-10T23:30:00.000+01:00,${at},${type}`,
    `2026-07-10 23:30+0100,${at},${type}`,
    `2026-03-29T01:30Z,${at},${type}`,
    `2026-10-25T00:30Z,${at},${type}`,
    `2026-10-25T01:30Z,${at},${type}`,
    `11/12/2025 09:15,${at},${type}`,
    `2025-12-12,${at},${type}`,
  )
  const reading = await good({ format, path, context, options: { series: 'elsewhere' } })
  const events = await eventsOf(reading, context)
  expect(events.map(([, , day, hour, , , n]) => `${day} ${hour} ${n}`).toSorted()).toEqual([
    '2025-12-11 9 1',
    '2025-12-12 null 1',
    '2026-01-10 22 2',
    '2026-03-29 2 1',
    '2026-07-10 23 3',
    '2026-10-25 1 2',
  ])
  expect(reading.coverage).toEqual([])
  expect(reading.snapshotOn).toBe('2026-10-31')
})

test('times without a zone are in UTC where the source says so', async () => {
  const path = file(`2026-07-10T22:30,X01000001,${type}`, `2026-07-10,X01000001,${type}`)
  const events = await eventsOf(await good({ format, path, context, options: { timezone: 'UTC' } }), context)
  expect(events.map(([, , day, hour]) => `${day} ${hour}`).toSorted()).toEqual(['2026-07-10 23', '2026-07-10 null'])
})

test('a point becomes its small area; no point is kept, not even in a rejected row', async () => {
  const path = file(
    `2026-01-01T10:00,"51.67,0.0512",${type}`,
    `2026-01-01T10:30,"51.68, 0.0612",${type}`,
    `2026-01-02T10:00,"51.67,0.15",${type}`,
    `2026-01-02T10:00,"51.67,0.95",${type}`,
    `2026-01-02T10:00,"530000,180000",${type}`,
    `2026-01-02T10:00,14 Mill Lane,${type}`,
    `2026-01-02T10:00,,${type}`,
  )
  const reading = await good({ format, path, context })
  expect(await eventsOf(reading, context)).toEqual(
    expect.arrayContaining([
      ['violence-with-injury', 'X01000001', '2026-01-01', 10, '', '', 2],
      ['violence-with-injury', 'X01000002', '2026-01-02', 10, '', '', 1],
      ['violence-with-injury', null, '2026-01-02', 10, '', '', 1],
    ]),
  )
  expect(reading.lookups.outside).toBe(1)
  expect(reading.rejects.map(one => [one.line, one.field, one.value])).toEqual([
    [6, 'where', ''],
    [7, 'where', ''],
  ])
  const all = JSON.stringify([reading, await eventsOf(reading, context)])
  for (const trace of ['51.6', '0.0512', '530000', 'Mill Lane']) expect(all).not.toContain(trace)
})

test('months by small area, ward, borough and city; none where the series come from elsewhere', async () => {
  const path = file(
    `2026-01-01T10:00,X01000001,${type}`,
    `2026-03-01T10:00,X01000002,${type}`,
    `2026-03-02T10:00,,${type}`,
  )
  const cells = await cellsOf(await good({ format, path, context }), context)
  expect(total(cells, 'violence-with-injury', 'X01000001')).toBe(1)
  expect(total(cells, 'violence-with-injury', 'X05000001')).toBe(2)
  expect(total(cells, 'violence-with-injury', 'X09000001')).toBe(2)
  expect(total(cells, 'violence-with-injury', 'X12000001')).toBe(3)
  const apart = await good({ format, path, context, options: demo.source.files[0]?.options ?? {} })
  expect((await cellsOf(apart, context)).size).toBe(0)
  expect(apart.coverage).toEqual([])
})

test('bad rows are named; days after the snapshot too; a file without its columns is refused', async () => {
  const path = file(
    `soon,X01000001,${type}`,
    `2027-01-01,X01000001,${type}`,
    `07/31/2026 10:00,X01000001,${type}`,
    `2026-01-01T10:00,X05000001,${type}`,
    `2026-01-01T10:00,X01000001,PIRACY`,
    `2026-01-01T10:00,X01000001,${type}`,
  )
  const reading = await good({ format, path, context: { ...context, snapshotOn: '2026-10-31' } })
  expect(reading.rejects.map(one => [one.line, one.field, one.value])).toEqual([
    [2, 'when', 'soon'],
    [3, 'when', '2027-01-01'],
    [4, 'when', '07/31/2026 10:00'],
    [5, 'where', 'X05000001'],
    [6, 'category', 'PIRACY'],
  ])
  const out = await read({ format, path: write('when,category\n2026-01-01,x'), context })
  expect(out).toMatchObject({ ok: false, refusals: [{ field: 'where' }] })
})

test('without a mapping, a category is the code of a measure', async () => {
  const plain = { ...context, source: { ...demo.source, categories: null } }
  const reading = await good({ format, path: file('2026-01-01T10:00,X01000001,homicide'), context: plain })
  expect(await eventsOf(reading, plain)).toEqual([['homicide', 'X01000001', '2026-01-01', 10, '', '', 1]])
})
