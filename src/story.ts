import type { z } from 'zod'
import * as framework from './features/framework/index.ts'
import * as home from './features/home/index.ts'
import * as needs from './features/needs/index.ts'
import * as people from './features/people/index.ts'
import * as releases from './features/releases/index.ts'
import * as threads from './features/threads/index.ts'
import { addDays, type Day } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import type { Actor } from './platform/http.ts'
import { type Pack, readPackFile } from './platform/pack.ts'
import { handsOf } from './publish.ts'
import { tellAssessment } from './story-assessment.ts'
import { type CalendarDate, type Decision, type Entry, type Release, Story } from './story-file.ts'
import { tellRegisters } from './story-needs.ts'
import { type Telling, tellTask } from './story-telling.ts'
import { views } from './views.ts'

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
  const hands = await handsOf(db)
  const keys = new Map<string, string>()
  const telling = { today, keys, actorOf }
  for (const { by, daysAgo, ...told } of story.answers)
    await needs.answerAt(db, await actorOf(by), told, addDays(today, -daysAgo))
  for (const told of story.findings) {
    const days = { madeOn: addDays(today, -told.madeDaysAgo), agreedOn: addDays(today, -told.agreedDaysAgo) }
    const key = await needs.makeAgreed({ db, pack, views }, hands, { ...told, ...days })
    if (key) keys.set(told.id, key)
  }
  for (const { daysAgo, ...note } of story.background)
    await needs.tellBackground(db, hands, note, addDays(today, -daysAgo))
  await needs.tellNotes(db, pack, hands, today)
  for (const review of story.reviews)
    for (const [id, key] of await needs.enterReview(db, review, hands, today)) keys.set(id, key)
  await needs.tellHarm(db, pack, hands.analyst, today)
  for (const decision of story.decisions) keys.set(decision.id, await tellDecision(db, pack, decision, telling))
  for (const task of story.tasks) keys.set(task.id, await tellTask(db, task, telling))
  await tellRegisters(db, pack, telling)
  for (const entry of story.registers) keys.set(entry.id, await tellEntry(db, entry, telling))
  await tellAssessment(db, pack, telling)
  for (const release of story.releases) await tellRelease(db, pack, release, hands, telling)
  for (const date of story.dates) await home.addDate(db, 'setup', dateOf(date, today))
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
    const verdict = {
      chosen,
      reason,
      publicPart: told.publicPart,
      reviewOn: dayIn(today, told.decided.reviewInDays),
      version: decision.version,
    }
    await threads.decisions.decide(db, await doing(by, daysAgo), decision, verdict)
  }
  return `decision/${id}`
}

async function found(db: Db, id: number) {
  const decision = await threads.findDecision(db, id)
  if (!decision) throw new RangeError(`decision ${id} was opened and cannot be found`)
  return decision
}

const dayIn = (today: Day, days?: number): Day | null => (days === undefined ? null : addDays(today, days))

async function tellRelease(
  db: Db,
  pack: Pack,
  { daysAgo, ...told }: z.output<typeof Release>,
  hands: releases.Hands,
  { today, keys }: Telling,
): Promise<void> {
  const day = addDays(today, -daysAgo)
  const chosen = told.chosen.flatMap(id => keys.get(id) ?? [])
  await releases.publishBy(
    db,
    home.builders(pack, () => day),
    hands,
    { ...told, chosen },
    day,
  )
}

async function tellEntry(
  db: Db,
  { register, by, because, reason, answered, coordinates, ...told }: z.output<typeof Entry>,
  { today, keys, actorOf }: Telling,
): Promise<string> {
  const places = told.place ? [told.place] : []
  const { above } = await threads.whereOf(db, places)
  const doing = async (email: string, daysAgo: number) => ({
    actor: await actorOf(email),
    today: addDays(today, -daysAgo),
    above,
  })
  const dueOn = dayIn(today, told.dueInDays)
  const changedOn = told.changedDaysAgo === undefined ? null : addDays(today, -told.changedDaysAgo)
  const said = { ...told, ...coordinates, places, dueOn, changedOn, because: reason }
  const before = because.flatMap(each => keys.get(each) ?? [])
  const id = await threads.entries.open(db, await doing(by, told.openedDaysAgo), register, said, before)
  const entry = await threads.findEntry(db, register, id)
  if (answered && entry)
    await threads.entries.reply(db, await doing(answered.by, answered.daysAgo), entry, { ...answered, version: 1 })
  return `${register}/${id}`
}

const dateOf = (date: z.output<typeof CalendarDate>, today: Day) => ({
  title: date.title,
  kind: date.kind,
  startsOn: addDays(today, date.startsInDays),
  endsOn: addDays(today, date.startsInDays + date.lastsDays - 1),
  placeCode: null,
  source: date.source,
})
