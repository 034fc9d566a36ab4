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
      (select count(distinct a.object)::int from audit a join opportunities q on a.object = 'opportunity/' || q.id where q.source_id is null) as audited
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

const Lists = z.object({
  ...{
    read: z.number(),
    failing: z.number(),
    waiting: z.number(),
    brought: z.number(),
    pairs: z.number(),
    due: z.number(),
  },
  ...{
    pledges: z.number(),
    offers: z.number(),
    asked: z.number(),
    mentoring: z.number(),
    next: z.number(),
    jobs: z.number(),
  },
})

test('each list of the finder has something in it, and no feed of nowhere is asked by night', async () => {
  const lists = await store.db.one(
    Lists,
    sql`
    select (select count(*)::int from finder_sources where address <> '' and state = 'approved' and failures = 0) as read,
      (select count(*)::int from finder_sources where state = 'approved' and failures = 3) as failing,
      (select count(*)::int from finder_sources where address <> '' and state = 'proposed') as waiting,
      (select count(*)::int from opportunities o join finder_sources s on s.id = o.source_id where o.state = 'public' and s.address <> '') as brought,
      (select count(*)::int from finder_pairs where verdict = 'waiting') as pairs,
      (select count(*)::int from opportunities where state = 'public' and source_id is null and review_on <= checked_on + 91 and checked_on < current_date - 60) as due,
      (select count(*)::int from employer_pledges) as pledges, (select count(*)::int from support_offers) as offers,
      (select count(*)::int from support_requests where state = 'asked') as asked, (select count(*)::int from mentoring_counts) as mentoring,
      (select count(*)::int from finder_sources where address <> '' and next_at is not null) as next,
      (select count(*)::int from jobs where kind = 'finder.crawl' and finished_at is null) as jobs`,
  )
  expect(lists).toMatchObject({
    ...{ read: 1, failing: 1, waiting: 1, brought: 2, due: 1 },
    ...{ pledges: 2, offers: 2, asked: 1, mentoring: 2, next: 0, jobs: 0 },
  })
  expect(lists.pairs).toBeGreaterThan(0)
})
