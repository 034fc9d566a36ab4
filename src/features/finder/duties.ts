import type { Day } from '../../lib/dates.ts'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import type { Duty } from '../people/index.ts'
import { careDuties } from './care/duties.ts'
import { holidayDuties } from './coverage/holidays/duties.ts'
import { offerDuties } from './coverage/offers/duties.ts'
import { duties as entryDuties } from './entries/duties.ts'
import { feedDuties } from './feeds-in/duties.ts'
import { helpDuties } from './look/help/duties.ts'
import { wordDuties } from './words/duties.ts'

/** What the finder asks of this person, today and in the weeks to come. */
export const duties = async (db: Db, actor: Actor, today: Day): Promise<Duty[]> => [
  ...(await entryDuties(db, actor, today)),
  ...(await careDuties(db, actor, today)),
  ...(await feedDuties(db, actor)),
  ...(await helpDuties(db, actor, today)),
  ...(await holidayDuties(db, actor, today)),
  ...(await offerDuties(db, actor, today)),
  ...(await wordDuties(db, actor)),
]
