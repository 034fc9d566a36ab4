import { z } from 'zod'
import * as needs from './features/needs/index.ts'
import { addDays } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import { type Pack, readPackFile } from './platform/pack.ts'
import { type Telling, tellTask } from './story.ts'
import { Task } from './story-file.ts'

const Agenda = z.object({
  by: z.string(),
  openedDaysAgo: z.number(),
  notedDaysAgo: z.number(),
  changed: z.string(),
  whereWhen: z.string(),
  plan: z.string(),
  closedDaysAgo: z.number(),
  action: Task,
})
const Registers = z.object({ agenda: Agenda })

/** What people of an invented city wrote in the registers of needs, through the services people use. */
export async function tellRegisters(db: Db, pack: Pack, telling: Telling): Promise<void> {
  const told = readPackFile(pack.id, 'registers.json', Registers)
  await tellAgenda(db, told.agenda, telling)
}

async function tellAgenda(db: Db, told: z.output<typeof Agenda>, telling: Telling): Promise<void> {
  const { by, openedDaysAgo, notedDaysAgo, closedDaysAgo, action, ...notes } = told
  const actor = await telling.actorOf(by)
  const day = (daysAgo: number) => addDays(telling.today, -daysAgo)
  const days = { openedOn: day(openedDaysAgo), notedOn: day(notedDaysAgo) }
  const key = await needs.tellAgenda(db, actor, { ...notes, ...days })
  if (key) {
    telling.keys.set('agenda', key)
    await tellTask(db, action, telling)
    await needs.closeTold(db, actor, key, day(closedDaysAgo))
  }
  await needs.openAgendas(db, { by: 'import', today: telling.today })
}
