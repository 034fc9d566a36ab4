import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../../../../test/support.ts'
import { sql } from '../../../../platform/sql.ts'
import { publicEntries } from '../../entries/public.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore('demo')
})
afterAll(() => store.close())

const Counts = z.object({ entries: z.number(), approvedByAnother: z.number(), audited: z.number() })

test('the demonstration has its entries, each written by one and approved by another, with its audit row', async () => {
  const counts = await store.db.one(
    Counts,
    sql`
    select count(*)::int as entries, count(*) filter (where v.verdict = 'approved' and v.made_by <> v.decided_by)::int as "approvedByAnother",
      (select count(distinct object)::int from audit where object like 'opportunity/%') as audited
    from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
    where o.state = 'public' and o.source_id is null`,
  )
  expect(counts.entries).toBeGreaterThanOrEqual(150)
  expect(counts.approvedByAnother).toBe(counts.entries)
  expect(counts.audited).toBe(counts.entries)
})

test('venues stand where the city has them; a refuge is nowhere', async () => {
  const all = await publicEntries(store.db, { limit: 1_000 })
  const refuge = all.find(entry => entry.body.name === 'A safe place to stay')
  expect(refuge?.body.venue).toMatchObject({ safe: true, longitude: null, postcode: '' })
  expect(JSON.stringify(all)).not.toMatch(/Ferrymans|Weft Court/)
  const gym = all.find(entry => entry.body.name === 'Open gym and basketball')
  expect(gym?.body.venue).toMatchObject({ name: 'Kiln Green Hall', locality: 'Limekiln' })
  expect(gym?.body.venue?.postcode).toMatch(/^QX5 \d[A-Z]{2}$/)
  expect(gym?.boroughCode).toBe('X09000005')
})
