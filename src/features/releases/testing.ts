// One city and one app for all tests of releases, and what they do again and again.
import { afterAll, beforeAll, expect } from 'vitest'
import { boroughCode, seedCity, wardCode, wards } from '../../../test/city.ts'
import { decides, form, openTestApp, publishRelease, type TestApp, workOff } from '../../../test/support.ts'
import type { Handler } from '../../platform/jobs.ts'
import type { Builder, NewReleasable } from './contract.ts'
import * as releases from './index.ts'

export const count = {
  key: 'offences',
  title: 'Offences',
  role: 'count',
  unit: 'offences',
  counts: 'violence-with-injury',
} as const
export const columns: NewReleasable['tables'] = [
  {
    id: 'wards',
    caption: 'Violence with injury by ward',
    columns: [
      { key: 'code', title: 'Code', role: 'place' },
      { key: 'place', title: 'Place', role: 'words' },
      count,
      { key: 'residents', title: 'Residents', role: 'denominator', unit: 'people' },
      {
        key: 'rate',
        title: 'Rate',
        role: 'rate',
        unit: 'per 1,000',
        count: 'offences',
        denominator: 'residents',
        per: 1_000,
      },
      { key: 'low', title: 'from', role: 'lower', of: 'rate' },
      { key: 'high', title: 'to', role: 'upper', of: 'rate' },
    ],
    rows: [],
  },
]
export const row = (code: string, name: string, offences: number) => [code, name, offences, 2_000, null, null, null]
export const northgate = wards[0].map((name, i) => row(wardCode(name), name, [4, 12, 16, 21][i] ?? 0))

export const releasable = (
  key: string,
  rows: (string | number | null)[][],
  more: Partial<NewReleasable> = {},
): NewReleasable => ({
  key,
  kind: 'figures',
  title: 'Violence with injury, Northgate',
  summary: 'How many people were hurt in each ward.',
  period: 'November 2025 to October 2026',
  places: [boroughCode(0)],
  text: 'These are offences the police recorded.',
  tables: (columns ?? []).map(table => ({ ...table, columns: table.columns, rows: rows.map(cells => [...cells]) })),
  sources: [{ title: 'Recorded crime', custodian: 'The police', asAt: '2026-11-01' }],
  licence: 'Open Government Licence v3.0',
  method: '/methods/rates',
  ...more,
})

export const offered = new Map<string, NewReleasable>()
export const builder: Builder = {
  kind: 'figures',
  title: 'Figures',
  choices: async () => [...offered].map(([key, { title }]) => ({ key, title })),
  build: async (_db, key) => offered.get(key),
}

export let it: TestApp
export let handlers: Record<string, Handler>
beforeAll(async () => {
  it = await openTestApp('empty', 'demo', {}, [builder])
  handlers = releases.jobs(it.db)
  await seedCity(it.db)
})
afterAll(() => it?.close())

export type Role = Parameters<TestApp['ask']>[0]
export const post = (role: Role, url: string, values: Record<string, string | number> = {}) =>
  it.ask(role, { ...form(values), url })
export const get = (role: Role, url: string) => it.get(role, url)
export const json = async (url: string) =>
  it.ask('public', { method: 'GET', url, headers: { accept: 'application/json' } })

/** Prepares a release of one thing, has it checked, and gives its number. */
export async function prepare(key: string, title: string): Promise<number> {
  const id = await ask(key, title)
  await workOff(it.db, handlers)
  return id
}
export async function ask(key: string, title: string): Promise<number> {
  const answer = await post('officer', '/releases', { title, summary: 'How many people were hurt.', chosen: key })
  expect(answer.statusCode, answer.body.slice(0, 2_000)).toBe(303)
  return Number(String(answer.headers.location).split('/').pop())
}
export const publish = (id: number) => publishRelease(it, id)
export const checkOff = async (id: number) =>
  post('analyst', `/releases/${id}/check`, decides((await get('analyst', `/releases/${id}`)).body))
export const rowsOf = async (key: string) => (await releases.publishedItem(it.db, key))?.tables[0]?.rows
