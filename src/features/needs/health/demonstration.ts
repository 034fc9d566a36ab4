import { addMonths } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import * as queries from './agenda-queries.ts'
import type { Notes } from './agenda-schemas.ts'
import * as service from './agenda-service.ts'
import { sources } from './queries.ts'

export interface AgendaTold extends Omit<Notes, 'version'> {
  openedOn: string
  notedOn: string
}

/** Opens the agenda of the month before the newest of a demonstration and keeps its notes; its key, or undefined without hospital data. */
export async function tellAgenda(db: Db, actor: Actor, told: AgendaTold): Promise<string | undefined> {
  const { openedOn, notedOn, ...notes } = told
  const [source] = await sources(db)
  const newest = source && (await service.lookFor(db, openedOn, source.id))?.end
  if (!newest) return undefined
  const [id] = await service.openAgendas(db, { by: 'import', today: openedOn, month: addMonths(newest, -1) })
  const agenda = id === undefined ? undefined : await queries.find(db, id)
  if (!agenda) return undefined
  await service.save(db, { actor, today: notedOn }, agenda, { ...notes, version: agenda.version })
  return `agenda/${agenda.id}`
}

/** Closes it once its actions are there. */
export async function closeTold(db: Db, actor: Actor, key: string, today: string): Promise<void> {
  const agenda = await queries.find(db, Number(key.split('/')[1]))
  if (agenda) await service.close(db, { actor, today }, agenda, '')
}
