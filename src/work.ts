import { z } from 'zod'
import * as evidence from './features/evidence/index.ts'
import * as finder from './features/finder/index.ts'
import * as needs from './features/needs/index.ts'
import * as people from './features/people/index.ts'
import * as releases from './features/releases/index.ts'
import { retentionRules } from './keep.ts'
import { londonDay } from './lib/dates.ts'
import type { Db } from './platform/db.ts'
import type { Handler } from './platform/jobs.ts'
import * as mail from './platform/mail/index.ts'
import { sql } from './platform/sql.ts'
import { loaders } from './setup.ts'
import { views } from './views.ts'

/** The work each room does away from the web process, and what a room further down does when one above has news. */
export const jobHandlers = (
  db: Db,
  means: mail.Means = 'shown',
  publicAddress = 'http://localhost:3000',
): Record<string, Handler> => ({
  ...mail.jobs(db, means),
  ...people.trustJobs(db, retentionRules),
  ...releases.jobs(db),
  ...evidence.jobs(db),
  ...evidence.factJobs(db),
  ...needs.jobs(db, views),
  ...finder.feedJobs(db),
  ...finder.searchJobs(db),
  ...finder.careJobs(db, publicAddress),
  'places.calendars-changed': () => finder.requestSearch(db),
  ...finder.helpJobs(db),
  'evidence.imported': job => afterImport(db, job.payload),
})

const Imported = z.object({ importId: z.number() })
const State = z.object({ alone: z.boolean(), loading: z.boolean() })

// One assessment after the last of several files; a load makes its own when it is done. Findings are held against the new figures either way.
async function afterImport(db: Db, payload: unknown): Promise<{ assessment: number | null; findings: number | null }> {
  const { importId } = Imported.parse(payload)
  await needs.openAgendas(db, { by: 'import', today: londonDay(new Date()) })
  const state = await db.one(
    State,
    sql`
    select
      not exists (select 1 from jobs where kind in ('evidence.imported', 'needs.assess') and finished_at is null and locked_until is null)
        and not exists (select 1 from imports where status = 'reading') as alone,
      exists (select 1 from imports where id = ${importId} and made_by = any (${loaders})) as loading`,
  )
  if (!state.alone) return { assessment: null, findings: null }
  const assessment = state.loading ? null : await needs.requestAssessment(db, 'import', londonDay(new Date()))
  return { assessment, findings: await needs.requestFindings(db) }
}
