import { deleting, type Rule } from '../../../../platform/retention.ts'
import { sql } from '../../../../platform/sql.ts'

/** Coarse counts of searches go by whole months: were they to go week by week, a month looked at before and after would give a week away. */
export const retentionRules: readonly Rule[] = [
  deleting(
    {
      name: 'unmet-searches',
      what: 'Searches of the finder that found nothing or next to nothing: coarse counts a week, without words and without anybody',
      keep: { months: 36 },
      least: { months: 3 },
      after: 'the month they are told in',
      note: 'Nothing of a search is kept but these counts. They go month by month, all weeks of one together.',
    },
    sql`finder_unmet`,
    before => sql`date_trunc('month', week + 3) + interval '1 month' <= ${before}::date`,
  ),
]
