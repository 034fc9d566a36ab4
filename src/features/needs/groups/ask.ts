// What the address of the page by group asks for, and what stands in the way of an answer.
import { z } from 'zod'
import { openEvidence, type Store } from '../../evidence/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Ground, groundOf } from './figures.ts'
import { type Grouping, groupingsOf } from './groupings.ts'
import * as notes from './note-queries.ts'
import type { Note } from './note-schemas.ts'
import type { Asked } from './reading.ts'

const Word = z.string().catch('')
const Address = z.object({ grouping: Word, year: Word, reference: Word })

export interface Choices {
  store: Store
  /** Groupings with figures, and those of the pack whose figures are not loaded. */
  loaded: Ground[]
  missing: Grouping[]
}

export type Answered =
  | ({ state: 'no data' } & Choices)
  | ({ state: 'no note'; ground: Ground; asked: Asked } & Choices)
  | ({ state: 'ready'; ground: Ground; asked: Asked; note: Note } & Choices)

export async function choicesOf({ db, pack }: Rooms): Promise<Choices> {
  const store = await openEvidence(db)
  const all = groupingsOf(pack)
  const grounds = await Promise.all(all.map(one => groundOf(db, store, pack.city.code, one)))
  return {
    store,
    loaded: grounds.filter(one => one !== undefined),
    missing: all.filter((_, i) => grounds[i] === undefined),
  }
}

export async function answer(rooms: Rooms, query: unknown): Promise<Answered> {
  const asks = Address.parse(query ?? {})
  const choices = await choicesOf(rooms)
  const ground = choices.loaded.find(one => one.grouping.id === asks.grouping) ?? choices.loaded[0]
  if (!ground) return { state: 'no data', ...choices }
  const { grouping, years } = ground
  const asked = {
    year: years.find(year => String(year) === asks.year) ?? years[0] ?? 0,
    reference: grouping.groups.find(one => one.id === asks.reference && !one.unknown)?.id ?? grouping.reference,
  }
  const note = await notes.find(rooms.db, grouping.id, 'agreed')
  return note ? { state: 'ready', ground, asked, note, ...choices } : { state: 'no note', ground, asked, ...choices }
}
