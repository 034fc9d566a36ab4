// What each part of the demonstration's story is told with.
import type { z } from 'zod'
import * as threads from './features/threads/index.ts'
import { addDays, type Day } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import type { Actor } from './platform/http.ts'
import type { Task } from './story-file.ts'

export interface Telling {
  today: Day
  keys: Map<string, string>
  actorOf(email: string): Promise<Actor>
}

/** Opens a task of the story, and does it where it says so. */
export async function tellTask(
  db: Db,
  task: z.output<typeof Task>,
  { today, keys, actorOf }: Telling,
): Promise<string> {
  const { above } = await threads.whereOf(db, [task.place])
  const doing = (daysAgo: number) => ({ by: task.by, today: addDays(today, -daysAgo), above })
  const { title, ownerRole, coordinates } = task
  const ownerId = task.owner ? (await actorOf(task.owner)).accountId : null
  const due = { dueOn: addDays(today, task.dueInDays) }
  const opened = { ...coordinates, title, ownerRole, ownerId, places: [task.place], ...due }
  const because = task.because.flatMap(each => keys.get(each) ?? [])
  const id = await threads.tasks.open(db, doing(task.openedDaysAgo), opened, because)
  if (task.done) await threads.tasks.finish(db, doing(task.done.daysAgo), id, task.done.result)
  return `task/${id}`
}
