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
  replaced: 'saved',
}

/** Versions that somebody saved one after the other on one day are one sitting: one row, with all that it changed. Newest first, as `all` is. */
export function sittings(all: readonly Written[]): Written[][] {
  const rows: Written[][] = []
  for (const one of all) {
    const last = rows.at(-1)
    const [newest] = last ?? []
    const isSame = newest?.verdict === 'replaced' && one.verdict === 'replaced' && newest.who === one.who
    if (last && newest && isSame && dayOf(newest) === dayOf(one)) last.push(one)
    else rows.push([one])
  }
  return rows
}

const dayOf = ({ at }: Pick<Written, 'at'>) => londonDay(new Date(at))

const numberWords = (newest: number, oldest: number): string =>
  newest === oldest ? `Version ${newest}` : `Versions ${oldest} to ${newest}`

/** One sitting as a row: `before` is the version under it. */
function toldOf(sitting: readonly Written[], newest: Written, before: Written | undefined, show: (body: Body) => Body) {
  const isDecided = newest.decider !== null && newest.decidedAt !== null && newest.decider !== newest.who
  return {
    at: newest.at,
    words: `${numberWords(newest.version, sitting.at(-1)?.version ?? newest.version)}, ${madeWords[newest.verdict]}, ${dayWords(dayOf(newest))}`,
    who: isDecided
      ? `${newest.who}; ${newest.verdict === 'refused' ? 'sent back' : 'approved'} by ${newest.decider}`
      : newest.who,
    note: [newest.note, newest.reason].filter(Boolean).join('. '),
    lines: before ? differences(show(before.body), show(newest.body)) : [],
    version: newest.version,
  }
}

/** Versions and deeds in one line of time, the newest first. */
export async function history(db: Db, id: string, show: (body: Body) => Body, mayEdit: boolean): Promise<Told[]> {
  const rows = sittings(await written(db, id))
  const told = rows.flatMap((sitting, i): Told[] => {
    const [newest] = sitting
    return newest ? [{ ...toldOf(sitting, newest, rows[i + 1]?.[0], show), back: mayEdit && i > 0 }] : []
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
