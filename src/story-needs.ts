import { z } from 'zod'
import * as needs from './features/needs/index.ts'
import * as threads from './features/threads/index.ts'
import { addDays, type Day } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import { type Pack, readPackFile } from './platform/pack.ts'
import { Task } from './story-file.ts'
import { type Telling, tellTask } from './story-telling.ts'

const owner = z.enum(['officer', 'analyst', 'director'])
const coordinates = {
  contextLevel: z.string().nullable().default(null),
  ageBand: z.string().nullable().default(null),
  timeBand: z.string().nullable().default(null),
}
const inDays = z.number().nullable()
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
const Look = z.object({
  by: z.string(),
  daysAgo: z.number(),
  words: z.string(),
  status: z.enum(['watching', 'acting', 'happened', 'past']),
  nextInDays: inDays,
})
const Threat = z.object({
  ...coordinates,
  by: z.string(),
  madeDaysAgo: z.number(),
  threat: z.string(),
  signal: z.string(),
  places: z.array(z.string()),
  exposure: z.string(),
  response: z.string(),
  ownerRole: owner,
  lookInDays: z.number(),
  looks: z.array(Look),
})
const Research = z.object({
  ...coordinates,
  by: z.string(),
  madeDaysAgo: z.number(),
  question: z.string(),
  topic: z.string(),
  ownerRole: owner,
  supplier: z.string(),
  costPence: z.number().nullable().default(null),
  dueInDays: inDays,
  output: z.string(),
  outputHref: z.string(),
  receivedDaysAgo: inDays,
  publishedDaysAgo: inDays,
  unpublishedReason: z.string(),
  reviewInDays: inDays,
  useMade: z.string(),
})
const Visit = z.object({
  ...coordinates,
  by: z.string(),
  madeDaysAgo: z.number(),
  withWhom: z.string(),
  heldAt: z.string(),
  visitedDaysAgo: z.number(),
  learned: z.string(),
  ownerRole: owner,
  noAction: z.string(),
  action: z.string(),
  actionInDays: inDays,
})
const Registers = z.object({
  agenda: Agenda,
  horizon: z.array(Threat),
  research: z.array(Research),
  visits: z.array(Visit),
})

/** What people of an invented city wrote in the registers of needs, through the services people use. */
export async function tellRegisters(db: Db, pack: Pack, telling: Telling): Promise<void> {
  const told = readPackFile(pack.id, 'registers.json', Registers)
  await tellAgenda(db, told.agenda, telling)
  for (const each of told.horizon) await tellThreat(db, each, telling)
  for (const each of told.research) await tellResearch(db, each, telling)
  for (const each of told.visits) await tellVisit(db, each, telling)
}

const before = ({ today }: Telling, days: number): Day => addDays(today, -days)
const maybeBefore = (telling: Telling, days: number | null): Day | null =>
  days === null ? null : before(telling, days)
const later = ({ today }: Telling, days: number | null): Day | null => (days === null ? null : addDays(today, days))
const doing = async (telling: Telling, by: string, daysAgo: number) => ({
  actor: await telling.actorOf(by),
  today: before(telling, daysAgo),
})

async function tellAgenda(db: Db, told: z.output<typeof Agenda>, telling: Telling): Promise<void> {
  const { by, openedDaysAgo, notedDaysAgo, closedDaysAgo, action, ...notes } = told
  const actor = await telling.actorOf(by)
  const days = { openedOn: before(telling, openedDaysAgo), notedOn: before(telling, notedDaysAgo) }
  const key = await needs.tellAgenda(db, actor, { ...notes, ...days })
  if (key) {
    telling.keys.set('agenda', key)
    await tellTask(db, action, telling)
    await needs.closeTold(db, actor, key, before(telling, closedDaysAgo))
  }
  await needs.openAgendas(db, { by: 'import', today: telling.today })
}

async function tellThreat(db: Db, told: z.output<typeof Threat>, telling: Telling): Promise<void> {
  const { by, madeDaysAgo, lookInDays, looks, ...said } = told
  const draft = { ...threads.nowhere, ...said, lookOn: addDays(telling.today, lookInDays), version: 0 }
  const id = await needs.horizon.make(db, await doing(telling, by, madeDaysAgo), draft)
  for (const { words, status, nextInDays, ...look } of looks)
    await needs.horizon.look(db, await doing(telling, look.by, look.daysAgo), id, {
      ...{ words, status },
      nextOn: later(telling, nextInDays),
    })
}

async function tellResearch(db: Db, told: z.output<typeof Research>, telling: Telling): Promise<void> {
  const { by, madeDaysAgo, dueInDays, receivedDaysAgo, publishedDaysAgo, reviewInDays, ...said } = told
  await needs.research.make(db, await doing(telling, by, madeDaysAgo), {
    ...threads.nowhere,
    ...said,
    dueOn: later(telling, dueInDays),
    receivedOn: maybeBefore(telling, receivedDaysAgo),
    publishedOn: maybeBefore(telling, publishedDaysAgo),
    reviewOn: later(telling, reviewInDays),
    stoppedReason: '',
    version: 0,
  })
}

async function tellVisit(db: Db, told: z.output<typeof Visit>, telling: Telling): Promise<void> {
  const { by, madeDaysAgo, visitedDaysAgo, action, actionInDays, ...said } = told
  const visit = { ...threads.nowhere, ...said, visitedOn: before(telling, visitedDaysAgo), version: 0 }
  const follows = { title: action, on: later(telling, actionInDays) }
  await needs.research.makeVisit(db, await doing(telling, by, madeDaysAgo), visit, follows)
}
