import * as needs from './features/needs/index.ts'
import { addDays } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import { type Pack, readPackFile } from './platform/pack.ts'
import { handsOf } from './publish.ts'
import type { Telling } from './story-telling.ts'
import { views } from './views.ts'

/** Tells of the needs assessment of an invented city, through the services people use. */
export async function tellAssessment(db: Db, pack: Pack, { today, keys, actorOf }: Telling): Promise<void> {
  const told = readPackFile(pack.id, 'assessment.json', needs.ToldAssessment)
  const { director } = await handsOf(db)
  await needs.tellAssessment(db, pack, told, {
    findingOf: id => Number(keys.get(id)?.split('/')[1]) || undefined,
    day: daysAgo => addDays(today, -daysAgo),
    writer: await actorOf(told.by),
    reviewer: await actorOf(told.comment.by),
    director,
    views,
  })
}
