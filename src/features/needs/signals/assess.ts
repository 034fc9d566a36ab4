import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { RowId } from '../../../platform/form.ts'
import { enqueue, findJob, type Handler, type Job, reportProgress } from '../../../platform/jobs.ts'
import { page } from '../../../platform/view.ts'
import { keepLists } from '../early/service.ts'
import { assessAll } from './service.ts'
import { defaults } from './settings.ts'

export const kind = 'needs.assess'
const Payload = z.object({ by: z.string(), today: z.string() })
const Id = z.object({ id: RowId })
const Progress = z.object({ done: z.number(), total: z.number() })
const Results = z.array(
  z.object({ measures: z.number(), rising: z.number(), falling: z.number(), sustained: z.number() }),
)

/** Asks the job process to make every mark again. */
export const request = (db: Db, by: string, today: string): Promise<number> =>
  db.transaction(async tx => {
    const id = await enqueue(tx, kind, { by, today })
    await record(tx, by, 'signals.assess.requested', `job/${id}`)
    return id
  })

/** What the job process does with that. */
export const handler =
  (db: Db): Handler =>
  async job => {
    const { by, today } = Payload.parse(job.payload)
    const assessed = await assessAll(db, {
      settings: defaults,
      by,
      today,
      progress: (done, total) => reportProgress(db, job.id, { done, total }),
    })
    await keepLists(db, by)
    return assessed
  }

interface JobView {
  title: string
  words: string
  share: number | null
  done: boolean
  href: string
  status: string
  follow: boolean
  next: { text: string; href: string } | null
}
const jobPage = page<{ title: string; job: JobView }>('needs/pages/assess.njk')

/** The button's post, the page that says how far the work is, and the same for the script that asks. */
export function routes(app: FastifyInstance, { db, today }: { db: Db; today(): string }): void {
  app.post('/signals/assess', { access: 'signals.assess' }, async (req, reply) =>
    reply.redirect(`/signals/assess/${await request(db, req.actor.email, today())}`, 303),
  )
  app.get('/signals/assess/:id', { access: 'signals.assess' }, async (req, reply) => {
    const follow = z.object({ follow: z.literal('on') }).safeParse(req.query).success
    return reply.page(jobPage({ title: 'Making the marks', job: viewOf(await find(db, req.params), follow) }))
  })
  app.get('/signals/assess/:id/status', { access: 'signals.assess' }, async (req, reply) => {
    const { words, share, done, next } = viewOf(await find(db, req.params), false)
    return reply.header('cache-control', 'private, no-store').send({ words, share, done, next })
  })
}

async function find(db: Db, params: unknown): Promise<Job> {
  const asked = Id.safeParse(params)
  const job = asked.success ? await findJob(db, asked.data.id) : undefined
  if (job?.kind !== kind) throw notFound('That piece of work')
  return job
}

function viewOf(job: Job, follow: boolean): JobView {
  const progress = Progress.safeParse(job.progress)
  const done = job.finishedAt !== null
  const href = `/signals/assess/${job.id}`
  return {
    title: 'Testing every measure at every place',
    words: wordsOf(job, progress.data),
    share: done ? 1 : progress.success ? progress.data.done / progress.data.total : null,
    done,
    href,
    status: `${href}/status`,
    follow,
    next: done ? { text: 'See the signals', href: '/signals' } : null,
  }
}

function wordsOf(job: Job, progress: z.output<typeof Progress> | undefined): string {
  if (job.finishedAt && job.error) return `It could not be done: ${job.error}`
  if (!job.finishedAt) return progress ? 'Working through the measures.' : 'Waiting to start.'
  const results = Results.safeParse(job.result)
  const sum = (key: 'rising' | 'falling' | 'sustained') =>
    (results.data ?? []).reduce((total, one) => total + one[key], 0)
  return `Done. Over all measures and places: ${plural(sum('rising'), 'mark', 'marks')} of rising, ${plural(sum('falling'), 'mark')} of falling, ${plural(sum('sustained'), 'mark')} of high and sustained.`
}
