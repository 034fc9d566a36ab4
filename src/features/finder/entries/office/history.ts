import { z } from 'zod'
import { dayWords, londonDay } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { sql } from '../../../../platform/sql.ts'
import { whoIs, writer } from '../../../people/index.ts'
import { Body } from '../../schemas.ts'
import { verdicts } from '../rules.ts'
import { type Difference, differences } from '../words.ts'

const Written = z.object({
  version: z.number(),
  body: Body,
  note: z.string(),
  at: z.string(),
  who: z.string(),
  verdict: z.enum(verdicts),
  decider: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string(),
})
export type Written = z.output<typeof Written>

/** Every version with who wrote and who decided it, the newest first. */
export const written = (db: Db, id: string) =>
  db.many(
    Written,
    sql`select version, body, note, made_at as at, ${whoIs(sql`made_by`)} as who, verdict,
      case when decided_by is not null then ${whoIs(sql`decided_by`)} end as decider, decided_at as "decidedAt", reason
      from opportunity_versions where opportunity_id = ${id} order by version desc limit 200`,
  )

const Deed = z.object({ at: z.string(), who: z.string(), what: z.string(), reason: z.string().nullable() })

/** What was done with the entry itself: hidden, shown, closed… */
const deeds = (db: Db, id: string) =>
  db.many(
    Deed,
    sql`select at, ${writer} as who, what, detail->>'reason' as reason from audit
      where object = ${`opportunity/${id}`} and what = any (${Object.keys(deedWords)}::text[]) order by at desc, id desc limit 100`,
  )
const deedWords: Readonly<Record<string, string>> = {
  'opportunity.hidden': 'Hidden',
  'opportunity.shown': 'Shown again',
  'opportunity.closed': 'Closed',
  'opportunity.opened-again': 'Opened again',
  'opportunity.merged': 'Merged into another',
}

export interface Told {
  at: string
  words: string
  who: string
  note: string
  lines: Difference[]
  /** 0 for what is not a version. */
  version: number
  back: boolean
}

const madeWords: Readonly<Record<Written['verdict'], string>> = {
  draft: 'draft',
  waiting: 'sent to be approved',
  approved: 'approved',
  refused: 'sent back',
  replaced: 'draft, written over',
}

/** Versions and deeds in one line of time, the newest first. */
export async function history(db: Db, id: string, show: (body: Body) => Body, mayEdit: boolean): Promise<Told[]> {
  const versions = await written(db, id)
  const told = versions.map((one, i): Told => {
    const before = versions[i + 1]
    const decided = one.decider !== null && one.decidedAt !== null
    return {
      at: one.at,
      words: `Version ${one.version}, ${madeWords[one.verdict]}, ${dayWords(londonDay(new Date(one.at)))}`,
      who:
        decided && one.decider !== one.who
          ? `${one.who}; ${one.verdict === 'refused' ? 'sent back' : 'approved'} by ${one.decider}`
          : one.who,
      note: [one.note, one.reason].filter(Boolean).join('. '),
      lines: before ? differences(show(before.body), show(one.body)) : [],
      version: one.version,
      back: mayEdit && i > 0,
    }
  })
  const done = (await deeds(db, id)).map(
    ({ at, who, what, reason }): Told => ({
      at,
      words: `${deedWords[what]}, ${dayWords(londonDay(new Date(at)))}`,
      who,
      note: reason ?? '',
      lines: [],
      version: 0,
      back: false,
    }),
  )
  return [...told, ...done].sort((a, b) => (a.at < b.at ? 1 : -1))
}
