import { z } from 'zod'
import { type Day, londonDay } from '../../../../lib/dates.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { enqueue, type Handler, reportProgress } from '../../../../platform/jobs.ts'
import { firstKept, type Period, type Rule } from '../../../../platform/retention.ts'
import { readSetting, writeSetting } from '../../../../platform/settings.ts'
import { nextNight } from './next.ts'
import { isLongEnough, Setting } from './period.ts'
import * as queries from './queries.ts'

export const runKind = 'retention.run'
const settingOf = (rule: Rule) => `retention/${rule.name}`

/** The period in force: the one set here, unless it has come to be shorter than the rule allows. */
export async function keepOf(db: Db, rule: Rule, today: Day): Promise<Period> {
  const set = await readSetting(db, settingOf(rule), Setting)
  return set && isLongEnough(rule, set, today) ? set : rule.keep
}

export const setPeriod = (db: Db, rule: Rule, by: string, keep: Period, reason: string): Promise<void> =>
  db.transaction(async tx => {
    const before = await readSetting(tx, settingOf(rule), Setting)
    await writeSetting(tx, settingOf(rule), keep)
    await record(
      tx,
      by,
      'retention.period-set',
      `retention/${rule.name}`,
      { before: before ?? rule.keep, after: keep },
      reason,
    )
  })

/** Carries out every rule, each in a transaction of its own with its proof. One that fails is noted, and the others go on. */
export async function run(db: Db, rules: readonly Rule[], by: string, today: Day): Promise<number> {
  const { id: runId } = await queries.nextRun(db)
  for (const rule of rules) {
    const before = firstKept(today, await keepOf(db, rule, today))
    try {
      await db.transaction(async tx => {
        const removed = await rule.remove(tx, before)
        await queries.prove(tx, { runId, rule: rule.name, before, removed, error: null, by })
        if (removed > 0)
          await record(tx, by, 'retention.removed', `retention/${rule.name}`, { run: runId, removed, before })
      })
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      await queries.prove(db, { runId, rule: rule.name, before, removed: null, error: words, by })
      await record(db, by, 'retention.failed', `retention/${rule.name}`, { run: runId, error: words })
    }
  }
  return runId
}

/** Sees to it that a nightly run waits. Called when the job process starts, and by each run for the next. */
export const schedule = (db: Db, now: Date, besides = 0): Promise<void> =>
  db.transaction(async tx => {
    if (await queries.waiting(tx, runKind, besides)) return
    await enqueue(tx, runKind, {}, Math.ceil((nextNight(now).getTime() - now.getTime()) / 1_000))
  })

/** A run asked for on the page, now. */
export const askNow = (db: Db, by: string): Promise<number> =>
  db.transaction(async tx => {
    await record(tx, by, 'retention.run-asked', 'retention')
    return enqueue(tx, runKind, { by })
  })

const Payload = z.object({ by: z.string().default('nightly') })

export const jobs = (db: Db, rules: readonly Rule[], clock = () => new Date()): Record<string, Handler> => ({
  [runKind]: async job => {
    const now = clock()
    const { by } = Payload.parse(job.payload)
    // first the next night: whatever happens to this run, there is another
    await schedule(db, now, job.id)
    await reportProgress(db, job.id, { words: 'Removing what is past its time' })
    return { runId: await run(db, rules, by, londonDay(now)) }
  },
})
