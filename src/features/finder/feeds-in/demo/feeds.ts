// The demonstration's feeds: proposed, looked at, approved by another and asked as any feed is, but for what answers, which is the pack.
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { workOnce } from '../../../../platform/jobs.ts'
import { sql } from '../../../../platform/sql.ts'
import { postcodeWords } from '../../../places/index.ts'
import { openLicence } from '../../entries/queries.ts'
import type { Raw } from '../fetch.ts'
import { jobs } from '../jobs.ts'
import * as service from '../service.ts'
import { firstMonday } from './told.ts'
import { standing } from './venues.ts'

const Service = z.looseObject({
  id: z.string(),
  name: z.string(),
  at: z.string().optional(),
  times: z.array(z.strictObject({ days: z.string(), starts: z.string(), ends: z.string() })).default([]),
})
export const Told = z.strictObject({
  name: z.string(),
  format: z.literal('oruk'),
  address: z.string(),
  attribution: z.string(),
  /** Read and healthy, answering no more since it was approved, or waiting for somebody to approve it. */
  state: z.enum(['read', 'failing', 'waiting']),
  services: z.array(Service),
})
type Told = z.output<typeof Told>

interface Hands {
  today: Day
  officers: readonly [string, string]
}

/** The invented city is everywhere that its makers put it. */
const anywhere = { west: -180, south: -90, east: 180, north: 90 }
const failedTimes = 3

export async function tellFeeds(db: Db, all: readonly Told[], hands: Hands): Promise<void> {
  for (const feed of all) await tellFeed(db, feed, hands)
}

async function tellFeed(db: Db, feed: Told, { today, officers }: Hands): Promise<void> {
  const [proposes, approves] = officers
  const services = await servicesOf(db, feed, today)
  const work = async (isUp: boolean) => {
    const asker = { raw: answering(isUp ? services : undefined), wait: () => Promise.resolve() }
    const handlers = jobs(db, () => ({ asker, today, bounds: anywhere }))
    while (await workOnce(db, { [service.crawlKind]: handlers[service.crawlKind] ?? (() => Promise.resolve()) }));
  }
  const { name, format, address, attribution } = feed
  const given = { name, format, address, attribution, sessionsAddress: '', licence: openLicence }
  const id = await service.propose(db, proposes, { ...given, trust: 'feed', ours: false, everyHours: 24 })
  await work(true)
  if (feed.state === 'waiting') return
  await service.approve(db, approves, await service.found(db, id), 1)
  await work(feed.state === 'read')
  for (let times = 1; feed.state === 'failing' && times < failedTimes; times++) {
    await service.askNow(db, approves, await service.found(db, id))
    await work(false)
  }
  // nobody answers at these addresses, so that nobody is asked by night
  await db.run(sql`update finder_sources set next_at = null where id = ${id}`)
}

/** One page of Open Referral 3.0; nothing where a filter is asked for; or a server that is down. */
const answering =
  (services: readonly { id: string }[] | undefined): Raw =>
  async address => {
    if (!services) return { ok: true, status: 503, headers: {}, body: '' }
    const { searchParams: asked, pathname } = new URL(address)
    const one = services.find(({ id }) => pathname.endsWith(`/services/${id}`))
    if (one) return { ok: true, status: 200, headers: {}, body: JSON.stringify(one) }
    const contents = asked.has('modified_after') || asked.has('search') ? [] : services
    const body = JSON.stringify({ total_items: contents.length, total_pages: 1, page_number: 1, contents })
    return { ok: true, status: 200, headers: {}, body }
  }

async function servicesOf(db: Db, { services }: Told, today: Day): Promise<{ id: string }[]> {
  const held = await standing(
    db,
    services.flatMap(({ at }) => at ?? []),
  )
  return services.map(({ at, times, ...said }) => {
    const venue = held.find(({ name }) => name === at)
    return {
      ...said,
      last_modified: `${today}T09:00:00Z`,
      schedules: times.map(({ days, starts, ends }) => ({
        ...{ freq: 'WEEKLY', byday: days.replaceAll(' ', ','), dtstart: firstMonday(today) },
        ...{ opens_at: starts, closes_at: ends },
      })),
      service_at_locations: venue ? [{ location: locationOf(venue) }] : [],
    }
  })
}

const locationOf = (venue: Awaited<ReturnType<typeof standing>>[number]) => ({
  ...{ name: venue.name, latitude: venue.latitude, longitude: venue.longitude },
  addresses: [{ address_1: venue.address ?? venue.name, city: venue.ward, postal_code: postcodeWords(venue.postcode) }],
})
