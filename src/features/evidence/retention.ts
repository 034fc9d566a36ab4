import { deleting, type Rule } from '../../platform/retention.ts'
import { sql } from '../../platform/sql.ts'

/** What this room keeps of files on their way in. Figures themselves stay: they are counts of places. */
export const retentionRules: readonly Rule[] = [
  deleting(
    {
      name: 'uploads',
      what: 'Uploads: who sent which file, and what became of it',
      keep: { months: 12 },
      least: { days: 30 },
      after: 'they were finished',
      note: 'The file itself is deleted when it was imported, refused or cancelled, or after a day. What was imported stays, and so does its own record.',
    },
    sql`uploads`,
    before => sql`finished_at < ${before}::date and path is null`,
  ),
  deleting(
    {
      name: 'rejected-lines',
      what: 'Lines of imported files that could not be used, as they stood there',
      keep: { months: 12 },
      least: { days: 30 },
      after: 'the import',
      note: 'A line that could not be read may hold anything, so it does not stay for ever. How many there were stays.',
    },
    sql`import_rejects`,
    before => sql`exists (select 1 from imports i where i.id = import_id and i.finished_at < ${before}::date)`,
  ),
]
