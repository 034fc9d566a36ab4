import { z } from 'zod'
import { addDays } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Pack, readPackFile } from '../../../platform/pack.ts'
import { find } from './note-queries.ts'
import { noteFormFor } from './note-schemas.ts'
import { agree, write } from './note-service.ts'

const toldFor = (today: string) =>
  noteFormFor(today, []).omit({ version: true }).extend({ grouping: z.string(), agreed: z.boolean() })

/** The context notes of a demonstration, written by its analyst and agreed by its director; one that is not agreed shows what that means. */
export async function tellNotes(
  db: Db,
  pack: Pick<Pack, 'id'>,
  hands: { analyst: Actor; director: Actor },
  today: string,
): Promise<void> {
  for (const { grouping, agreed, ...form } of readPackFile(pack.id, 'context-notes.json', z.array(toldFor(today)))) {
    await write(db, { actor: hands.analyst, today: addDays(today, -30) }, grouping, { ...form, version: 0 })
    const draft = await find(db, grouping, 'draft')
    if (agreed && draft) await agree(db, { actor: hands.director, today: addDays(today, -23) }, draft, draft.version)
  }
}
