import type { Day } from '../../lib/dates.ts'
import { countOf, type Rule } from '../../platform/retention.ts'
import { sql } from '../../platform/sql.ts'

const oldUploads = (before: Day) => sql`finished_at < ${before}::date and path is null`
const oldRejects = (before: Day) =>
  sql`exists (select 1 from imports i where i.id = import_id and i.finished_at < ${before}::date)`

/** What this room keeps of files on their way in. Figures themselves stay: they are counts of places. */
export const retentionRules: readonly Rule[] = [
  {
    name: 'uploads',
    what: 'Uploads: who sent which file, and what became of it',
    keep: { months: 12 },
    least: { days: 30 },
    after: 'they were finished',
    fate: 'delete',
    note: 'The file itself is deleted when it was imported, refused or cancelled, or after a day. What was imported stays, and so does its own record.',
    count: (db, before) => countOf(db, sql`select count(*)::integer as n from uploads where ${oldUploads(before)}`),
    remove: (tx, before) => tx.run(sql`delete from uploads where ${oldUploads(before)}`),
  },
  {
    name: 'rejected-lines',
    what: 'Lines of imported files that could not be used, as they stood there',
    keep: { months: 12 },
    least: { days: 30 },
    after: 'the import',
    fate: 'delete',
    note: 'A line that could not be read may hold anything, so it does not stay for ever. How many there were stays.',
    count: (db, before) =>
      countOf(db, sql`select count(*)::integer as n from import_rejects where ${oldRejects(before)}`),
    remove: (tx, before) => tx.run(sql`delete from import_rejects where ${oldRejects(before)}`),
  },
]
