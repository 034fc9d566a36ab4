import { deleting, type Rule } from '../../../platform/retention.ts'
import { sql } from '../../../platform/sql.ts'

/** What was never in force: nobody's search came of it, so that nobody has to answer for it for ever. */
export const wordsRule: Rule = deleting(
  {
    name: 'finder-words',
    what: 'Words proposed for search that were refused or taken back: who proposed them, who decided, and why',
    keep: { months: 24 },
    least: { months: 12 },
    after: 'it was decided',
    note: 'A word that was ever in force stays, with the mail addresses of the two who answer for it: a word of danger is never taken away.',
  },
  sql`finder_added_words`,
  before => sql`state in ('refused', 'withdrawn') and decided_on < ${before}::date`,
)
