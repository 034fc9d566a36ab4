import type { Day } from '../../lib/dates.ts'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import * as finder from '../finder/index.ts'
import * as framework from '../framework/index.ts'
import * as needs from '../needs/index.ts'
import * as people from '../people/index.ts'

/** What the rooms whose records have no thread ask of this person. The others say it in the record's own line. */
export const dutiesOf = async (db: Db, actor: Actor, today: Day): Promise<people.Duty[]> => [
  ...(await people.duties(db, actor, today)),
  ...(await framework.duties(db, actor, today)),
  ...(await needs.duties(db, actor)),
  ...(await finder.duties(db, actor, today)),
]
