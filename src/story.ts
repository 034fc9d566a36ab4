import { z } from 'zod'
import * as framework from './features/framework/index.ts'
import * as home from './features/home/index.ts'
import * as people from './features/people/index.ts'
import * as threads from './features/threads/index.ts'
import { addDays, type Day } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import type { Actor } from './platform/http.ts'
import { type Pack, readPackFile } from './platform/pack.ts'

const Option = z.object({ title: z.string(), weigh: z.string() })
const text = z.string().default('')
const Decision = z.object({
  id: z.string(),
  kind: z.enum(['general', 'place']),
  by: z.string(),
  place: z.string(),
  areas: z.array(z.string()).default([]),
  outcomes: z.array(z.string()).default([]),
  aims: z.array(z.string()).default([]),
  preventionLevel: z.string().nullable().default(null),
  journeyStage: z.string().nullable().default(null),
  contextLevel: z.string().nullable().default(null),
  ageBand: z.string().nullable().default(null),
  timeBand: z.string().nullable().default(null),
  because: z.array(z.string()).default([]),
  openedDaysAgo: z.number(),
  question: z.string(),
  context: text,
  options: z.array(Option),
  answers: z.array(z.string()),
  equality: text,
  strength: text,
  investment: text,
  dissent: text,
  publicPart: text,
  confidentialPart: text,
  proposedDaysAgo: z.number().optional(),
  decided: z.object({ by: z.string(), daysAgo: z.number(), chosen: z.number(), reason: z.string() }).optional(),
})
const Task = z.object({
  because: z.string(),
  by: z.string(),
  openedDaysAgo: z.number(),
  dueInDays: z.number(),
  place: z.string(),
  ownerRole: z.enum(['borough-lead', 'officer', 'analyst', 'director']),
  title: z.string(),
  done: z.object({ daysAgo: z.number(), result: z.string() }).optional(),
})
const CalendarDate = z.object({
  title: z.string(),
  kind: z.enum(['meeting', 'holiday', 'term', 'plan', 'other']),
  startsInDays: z.number(),
  lastsDays: z.number().min(1),
  source: z.string(),
})
const Story = z.object({
  decisions: z.array(Decision),
  tasks: z.array(Task),
  dates: z.array(CalendarDate),
})

/** Tells the demonstration's story through the services people use: decisions, what followed, dates. Invented, like everything of that city. */
export async function tellStory(db: Db, pack: Pack, today: Day): Promise<void> {
  const story = readPackFile(pack.id, 'story.json', Story)
  const accounts = await people.listAccounts(db)
  const actorOf = async (email: string): Promise<Actor> => {
    const id = accounts.find(account => account.email === email)?.id
    const actor = id === undefined ? undefined : await people.actorOf(db, id)
    if (!actor) throw new RangeError(`story.json names ${email}, whom people.json does not have`)
    return actor
  }
  const keys = new Map<string, string>()
  for (const decision of story.decisions)
    keys.set(decision.id, await tellDecision(db, pack, decision, { today, keys, actorOf }))
  for (const task of story.tasks) await tellTask(db, task, today, keys)
  for (const date of story.dates) await home.addDate(db, 'setup', dateOf(date, today))
}

interface Telling {
  today: Day
  keys: Map<string, string>
  actorOf(email: string): Promise<Actor>
}

async function tellDecision(
  db: Db,
  pack: Pack,
  told: z.output<typeof Decision>,
  { today, keys, actorOf }: Telling,
): Promise<string> {
  const { above } = await threads.whereOf(db, [told.place])
  const doing = async (email: string, daysAgo: number) => ({
    actor: await actorOf(email),
    today: addDays(today, -daysAgo),
    above,
  })
  const prompts = await framework.principlePrompts(db)
  const draft = {
    ...told,
    places: [told.place],
    principles: prompts.map(({ code, prompt }, k) => ({ code, label: prompt, answer: told.answers[k] ?? '' })),
  }
  const because = told.because.flatMap(id => keys.get(id) ?? [])
  const begun = { kind: told.kind, draft, because }
  const id = await threads.decisions.open(db, await doing(told.by, told.openedDaysAgo), begun)
  const proposedDaysAgo = told.proposedDaysAgo ?? told.decided?.daysAgo
  if (proposedDaysAgo !== undefined) {
    const panel =
      told.kind === 'place' ? await home.panelOf(db, pack, told.place, addDays(today, -proposedDaysAgo)) : null
    await threads.decisions.propose(db, await doing(told.by, proposedDaysAgo), await found(db, id), panel)
  }
  if (told.decided) {
    const decision = await found(db, id)
    const { by, daysAgo, chosen, reason } = told.decided
    const verdict = { chosen, reason, publicPart: told.publicPart, reviewOn: null, version: decision.version }
    await threads.decisions.decide(db, await doing(by, daysAgo), decision, verdict)
  }
  return `decision/${id}`
}

async function found(db: Db, id: number) {
  const decision = await threads.findDecision(db, id)
  if (!decision) throw new RangeError(`decision ${id} was opened and cannot be found`)
  return decision
}

async function tellTask(db: Db, task: z.output<typeof Task>, today: Day, keys: Map<string, string>): Promise<void> {
  const { above } = await threads.whereOf(db, [task.place])
  const doing = (daysAgo: number) => ({ by: task.by, today: addDays(today, -daysAgo), above })
  const { title, ownerRole, because } = task
  const opened = { title, ownerRole, places: [task.place], dueOn: addDays(today, task.dueInDays) }
  const key = keys.get(because)
  const id = await threads.tasks.open(db, doing(task.openedDaysAgo), opened, key ? [key] : [])
  if (task.done) await threads.tasks.finish(db, doing(task.done.daysAgo), id, task.done.result)
}

const dateOf = (date: z.output<typeof CalendarDate>, today: Day) => ({
  title: date.title,
  kind: date.kind,
  startsOn: addDays(today, date.startsInDays),
  endsOn: addDays(today, date.startsInDays + date.lastsDays - 1),
  placeCode: null,
  source: date.source,
})
