// What is under way in the demonstration's finder: feeds, two entries that may be one, promises, offers, counts. All of it invented, and written by the
// same services as anybody's.
import { z } from 'zod'
import { addDays, type Day } from '../../../../lib/dates.ts'
import { PlainError } from '../../../../lib/errors.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Actor, anyone } from '../../../../platform/http.ts'
import { type Pack, readPackFile } from '../../../../platform/pack.ts'
import { sql } from '../../../../platform/sql.ts'
import * as organisations from '../../../organisations/index.ts'
import { seek } from '../../care/pairs-seek.ts'
import * as offers from '../../coverage/offers/queries.ts'
import * as offersService from '../../coverage/offers/service.ts'
import { makePledge } from '../../entries/employers/queries.ts'
import { keepCounts, rows as mentoringRows } from '../../entries/mentoring/counts.ts'
import { Told as ToldFeed, tellFeeds } from './feeds.ts'

const file = 'finder-under-way.json'
const count = z.number()

const Told = z.strictObject({
  note: z.string(),
  feeds: z.array(ToldFeed),
  pledges: z.array(
    z.strictObject({
      ...{ by: z.string(), pledge: z.string(), daysAgo: count, countedDaysAgo: count },
      ...{ vacancies: count, starts: count, sustained: count },
    }),
  ),
  offers: z.array(
    z.strictObject({
      ...{ title: z.string(), detail: z.string(), unit: z.string(), capacity: count },
      asks: z.array(
        z.strictObject({ borough: z.string(), asked: count, purpose: z.string(), allocated: count.nullable() }),
      ),
    }),
  ),
  /** `at`: which of the entries that offer mentoring, in the order of their list. */
  mentoring: z.array(
    z.strictObject({
      ...{ at: count, places: count, waiting: count, matched: count, sustained3: count, sustained6: count },
      daysAgo: count,
    }),
  ),
})
type Told = z.output<typeof Told>

/** Whose hands: two officers, since nobody approves what they proposed, and whoever asks for a borough. */
export interface Staff {
  today: Day
  officers: readonly [string, string]
  lead(borough: string): { email: string; accountId: number } | undefined
}

export async function fillUnderWay(db: Db, pack: Pack, staff: Staff): Promise<void> {
  const told = readPackFile(pack.id, file, Told)
  await tellFeeds(db, told.feeds, staff)
  await seek(db, staff.today)
  for (const pledge of told.pledges) await tellPledge(db, pledge, staff)
  for (const offer of told.offers) await tellOffer(db, offer, staff)
  await tellMentoring(db, told.mentoring, staff)
}

async function tellPledge(db: Db, { by, daysAgo, countedDaysAgo, ...told }: Told['pledges'][number], staff: Staff) {
  const organisation = await organisations.findByKey(db, by)
  if (!organisation) throw new PlainError(`${file}: nobody is called “${by}”.`, 'Name one of finder.json.')
  const [pledgedOn, countedOn] = [addDays(staff.today, -daysAgo), addDays(staff.today, -countedDaysAgo)]
  await makePledge(db, organisation, { ...told, pledgedOn, countedOn }, staff.officers[0])
}

const actorOf = (email: string, accountId: number | null = null): Actor => ({ ...anyone, email, accountId })

async function tellOffer(db: Db, { asks, ...offer }: Told['offers'][number], { today, officers, lead }: Staff) {
  const doing = { actor: actorOf(officers[0]), today }
  const id = await offersService.open(db, doing, {
    ...offer,
    startsOn: addDays(today, -30),
    endsOn: addDays(today, 150),
  })
  for (const { allocated, ...said } of asks) {
    const by = lead(said.borough)
    if (!by) continue
    const asked = await offersService.ask(db, { actor: actorOf(by.email, by.accountId), today }, id, said)
    const request = asked === undefined ? undefined : await offers.request(db, id, asked)
    if (!request || allocated === null) continue
    const decided = { verdict: 'allocate' as const, allocated: String(allocated), reason: '', version: request.version }
    await offersService.decide(db, doing, request, decided)
  }
}

async function tellMentoring(db: Db, all: Told['mentoring'], { today, officers }: Staff): Promise<void> {
  const entries = await mentoringRows(db, sql`true`)
  for (const { at, daysAgo, ...counts } of all) {
    const entry = entries[at]
    if (entry) await keepCounts(db, entry, { ...counts, countedOn: addDays(today, -daysAgo) }, officers[0])
  }
}
