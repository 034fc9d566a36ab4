// Files mutated at random, with a seed: every one is either imported or refused with a reason; none breaks the importer.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { chance, mutate } from '../../../../test/fuzz.ts'
import { everyWard, makeTown, openDesk, request, stalking, wide, withInjury } from '../../../../test/imports.ts'
import { openTestStore, type TestStore } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { preview } from './service.ts'

let store: TestStore
const desk = openDesk()
beforeAll(async () => {
  store = await openTestStore('empty')
  await makeTown(store.db)
})
afterAll(async () => {
  desk.clear()
  await store.close()
})

const good = {
  'mps-wide': wide('2024-01', [...everyWard(withInjury, [5, 6, 7]), ...everyWard(stalking, [2, 3, 4])]),
  'measure-csv':
    'place code,period,measure,numerator,denominator,note\nE05000001,2024-02,violence-with-injury,12,100,ok\nE09000002,2024-Q1,robbery,3,,\nE05000002,2024,robbery,3,,"a, b"\n',
  'imd-csv': 'LSOA21CD,IMD_score,IMD_rank\nE01000006,31.2,812\nE01000007,12.5,20111\n',
  'lsoa-annual': 'LSOA11CD,2011,2012,2013\nE01000006,3.0,5.0,1.0\nE01000007,2.0,0.0,4.0\n',
}
const options: Record<string, Record<string, unknown>> = {
  'imd-csv': {
    code: 'LSOA21CD',
    period: '2025',
    columns: [
      { column: 'IMD_score', measure: 'imd-2025-score' },
      { column: 'IMD_rank', measure: 'imd-2025-rank' },
    ],
  },
  'lsoa-annual': { measure: 'robbery' },
}

test.each(Object.keys(good) as (keyof typeof good)[])('%s', async format => {
  const next = chance(20_261_122)
  const seen = { ready: 0, refused: 0, unchanged: 0 }
  for (let i = 0; i < 60; i++) {
    const bytes = mutate(good[format], next)
    const result = await preview(store.db, desk.put(bytes), request(format, { options: options[format] ?? {} })).catch(
      (error: unknown) => {
        throw new Error(
          `mutation ${i} broke the importer: ${error instanceof Error ? error.message : error}\n${bytes.toString('latin1')}`,
        )
      },
    )
    seen[result.status]++
    if (result.status === 'refused')
      for (const refusal of result.refusals) expect(`${refusal.reason}|${refusal.remedy}`).toMatch(/.{5}\|.{5}/)
    if (result.status === 'ready') for (const reject of result.rejects) expect(reject.reason).not.toBe('')
  }
  expect(seen.ready).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
  expect(await store.db.one(z.object({ n: z.number() }), sql`select count(*) as n from imports`)).toEqual({ n: 0 })
})
