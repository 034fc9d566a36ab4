import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import type { Area } from '../../../lib/geo/index.ts'
import * as places from '../index.ts'
import { box, buildCity, city, lsoaCode, lsoas } from '../testing.ts'
import { type Own, using } from './testing.ts'

let it: TestApp
let own: Own
beforeAll(async () => {
  it = await openTestApp('empty')
  await buildCity(it.db)
  own = using(it)
})
afterAll(() => it.close())

beforeAll(async () => {
  const station = (await places.stations(it.db)).find(one => one.name.startsWith('Larkhall'))
  const common = { reason: 'To be carried' }
  await own.post('/places/new-hub', { ...common, name: 'Hub', station: String(station?.id), radius: '100' })
  await own.post('/places/new-neighbourhood', {
    ...common,
    name: 'Set',
    how: 'chosen',
    lsoa: [lsoaCode(2, 0), lsoaCode(3, 0)],
  })
  await own.post('/places/new-neighbourhood', {
    ...common,
    name: 'Line',
    how: 'drawn',
    area: JSON.stringify(box(0, 0, 3, 1)),
  })
  await own.post('/places/new-neighbourhood', { ...common, name: 'Gone', how: 'chosen', lsoa: [lsoaCode(3, 1)] })
  await own.post('/places/N0000003/retire', { reason: 'For a while', sure: 'yes' })
})

/** The west or east half of a small area. */
function half(column: number, row: number, east: number): Area {
  const [[x1, y1], , [x2, y2]] = corners(box(column, row))
  const middle = (x1 + x2) / 2
  const [from, to] = east === 0 ? [x1, middle] : [middle, x2]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [from, y1],
        [to, y1],
        [to, y2],
        [from, y2],
        [from, y1],
      ],
    ],
  }
}

const corners = (area: Area) => z.tuple([Pair, Pair, Pair]).rest(Pair).parse(area.coordinates[0])
const Pair = z.tuple([z.number(), z.number()])

test('new small areas take the place of old ones: a line and a radius look again, a chosen set follows the look-up', async () => {
  const load = { by: 'tests', sourceId: 'lsoas 2031' }
  const kept = lsoas.filter(one => one.code !== lsoaCode(3, 1) && one.code !== lsoaCode(3, 0))
  const halves = [0, 1].map(i => ({
    line: 50 + i,
    code: `X0108880${i}`,
    name: `New ${i}`,
    geometry: half(3, 1, i),
    borough: 'X09000001',
  }))
  const same = { line: 60, code: 'X01088802', name: 'New code', geometry: box(3, 0), borough: 'X09000001' }
  await places.loadBoundaries(it.db, load, { kind: 'lsoa', vintage: 'lsoa:2031', areas: [...kept, ...halves, same] })
  const rows = [
    { from: lsoaCode(3, 1), to: 'X01088800' },
    { from: lsoaCode(3, 1), to: 'X01088801' },
    { from: lsoaCode(3, 0), to: 'X01088802' },
    ...kept.map(one => ({ from: one.code, to: one.code })),
  ].map((row, i) => ({ ...row, line: i + 2 }))
  await places.loadLinks(it.db, load, rows.length, [{ from: 'lsoa:2021', to: 'lsoa:2031', how: 'many to many', rows }])
  await places.finishPlaces(it.db, { by: 'tests', city })
  expect(await own.members('H0000001')).toEqual(['X01088800', 'X01088801'])
  expect((await own.members('N0000001')).sort()).toEqual([lsoaCode(2, 0), 'X01088802'])
  expect(await own.members('N0000002')).toHaveLength(9)
})

test('a retired place is left as it was, and follows its small areas when it is brought back', async () => {
  expect(await own.members('N0000003')).toEqual([lsoaCode(3, 1)])
  await own.post('/places/N0000003/restore', { name: 'Gone and back', reason: 'Needed again' })
  expect(await own.members('N0000003')).toEqual(['X01088800', 'X01088801'])
})
