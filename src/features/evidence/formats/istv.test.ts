import { expect, test } from 'vitest'
import { book, cellsOf, described, eventsOf, good, read, total, write } from '../../../../test/readings.ts'
import { istv } from './istv.ts'

const format = istv
const places = book([['X12000001', 'Riverton', 'city', null, []]])
const demo = described('demo', 'hospital-assault-attendances')
const context = { ...demo, places }
const options = demo.source.files[0]?.options ?? {}
const heading =
  'Reporting period start,Reporting period end,Site code of treatment,Arrival date and time,Assault date and time,Assault method,Assault location type,Assault location description'
const october = '2026-10-01,2026-10-31'
const file = (...rows: string[]) => write([heading, ...rows].join('\n'))

test('the example can be imported', async () => {
  expect((await good({ format, path: write(format.help.example), context, options })).rowsUsed).toBe(2)
})

test('counted by site, day, hour, method and kind of place; the free text is nowhere', async () => {
  const reading = await good({
    format,
    path: file(
      `${october},xrv01,2026-10-04 00:50,2026-10-03 23:40,Body part,Public place,outside the Anchor with Jamie Fenwick`,
      `${october},XRV01,2026-10-04 01:20,2026-10-03 23:55,Body part,Public place,`,
      `${october},XRV02,09/10/2026 16:00,,Sharp object,Home,at 14 Mill Lane`,
      `${october},XRV02,2026-10-09 16:00,2026-10-09,Sharp object,Home,`,
    ),
    context,
    options,
  })
  const events = await eventsOf(reading, context)
  expect(events.toSorted()).toEqual([
    ['assault-attendances', 'XRV01', '2026-10-03', 23, 'Public place', 'Body part', 2],
    ['assault-attendances', 'XRV02', '2026-10-09', null, 'Home', 'Sharp object', 2],
  ])
  const cells = await cellsOf(reading, context)
  expect(total(cells, 'assault-attendances', 'X12000001')).toBe(4)
  expect(reading.snapshotOn).toBe('2026-10-31')
  expect(JSON.stringify([reading, events])).not.toMatch(/Anchor|Jamie|Mill Lane/)
})

test('a month in which a hospital is missing is held back and said', async () => {
  const reading = await good({
    format,
    path: file(
      `${october},XRV01,,2026-10-03 23:40,Body part,Home,`,
      `${october},XRV02,,2026-10-03 23:40,Body part,Home,`,
      '2026-09-01,2026-09-30,XRV01,,2026-08-31 23:40,Body part,Home,',
    ),
    context,
    options,
  })
  expect(reading.coverage[0]?.periods).toEqual(['2026-09-01', '2026-10-01'])
  expect(reading.coverage[0]?.states).toEqual(['held', 'loaded'])
  expect(reading.odd).toEqual(['2026-09 has nothing from Tidewater Infirmary: the month is held back.'])
})

test('bad rows are named by line and field, and nothing of a broken line is kept', async () => {
  const reading = await good({
    format,
    path: file(
      `2026-10-31,2026-10-01,XRV01,,2026-10-03 23:40,Body part,Home,`,
      `${october},,,2026-10-03 23:40,Body part,Home,`,
      `${october},XRV01,,last night,Body part,Home,`,
      `${october},XRV01,,,Body part,Home,`,
      `${october},XRV01,,2026-10-03,Body part,Home,Jamie Fenwick,and more`,
      `${october},XRV01,,2026-10-03,Body part,Home,`,
    ),
    context,
    options,
  })
  expect(reading.rejects.map(one => [one.line, one.field])).toEqual([
    [2, 'Reporting period start'],
    [3, 'Site code of treatment'],
    [4, 'Assault date and time'],
    [5, 'Assault date and time'],
    [6, expect.any(String)],
  ])
  expect(JSON.stringify(reading.rejects)).not.toContain('Jamie')
})

test('a method column that is free text is refused, and so is a file without its columns', async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${october},XRV01,,2026-10-03 23:40,hit by number ${i},Home,`)
  const free = await read({ format, path: file(...rows), context, options })
  expect(free).toMatchObject({
    ok: false,
    refusals: [{ field: 'Assault method', remedy: expect.stringContaining('list') }],
  })
  const out = await read({
    format,
    path: write('Site code of treatment,Assault method\nXRV01,Body part'),
    context,
    options,
  })
  expect(out).toMatchObject({ ok: false, refusals: [{ field: expect.stringContaining('Assault date and time') }] })
})
