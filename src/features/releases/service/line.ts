import { notFound } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as threads from '../../threads/index.ts'
import * as frozen from '../frozen.ts'
import * as queries from '../queries.ts'

const ended = new Set(['published', 'superseded', 'withdrawn', 'dropped'])
const waitsFor = { draft: 'analyst', checked: 'director' } as const

/** The release's line among all records: whose turn it is, and when it ended. */
export async function keepLine(
  tx: Db,
  id: number,
  actor: Pick<Actor, 'email'>,
  today: string,
  because: readonly string[] = [],
): Promise<void> {
  const edition = await queries.find(tx, id)
  if (!edition) throw notFound('That release')
  const there = (await threads.listRecords(tx, { keys: [...because] })).map(({ key }) => key)
  const places = await frozen.placesOf(tx, id)
  const turn = edition.state === 'draft' || edition.state === 'checked' ? waitsFor[edition.state] : null
  await threads.keep(
    tx,
    {
      key: `release/${id}`,
      title: edition.edition === 1 ? edition.title : `${edition.title} (edition ${edition.edition})`,
      href: `/releases/${id}`,
      state: edition.state,
      places: places.length > 50 ? [] : places,
      ownerRole: turn,
      ownerId: edition.preparedBy,
      because: because.length > 0 ? null : 'New: chosen by the officer who prepared it',
      facts: {
        released: edition.state === 'published',
        handledBy: [edition.preparedBy, edition.checkedBy].flatMap(each => each ?? []),
      },
      words: edition.summary,
      ended: ended.has(edition.state),
    },
    { by: actor.email, today, because: [...new Set(there)] },
  )
}
