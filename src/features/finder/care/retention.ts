// How long this slice keeps what it no longer needs.
import { deleting, type Rule } from '../../../platform/retention.ts'
import { sql } from '../../../platform/sql.ts'

const keyOf = sql`v.body -> 'image' ->> 'key'`

// The day something else took its place: of the first version after the last that had it.
const replacedAt = sql`coalesce((
  select min(n.made_at) from opportunity_versions n where n.opportunity_id = finder_photos.opportunity_id and n.version > (
    select max(v.version) from opportunity_versions v where v.opportunity_id = finder_photos.opportunity_id and ${keyOf} = finder_photos.key)),
  finder_photos.made_on::timestamptz)`

export const careRules: readonly Rule[] = [
  deleting(
    {
      name: 'finder-reports',
      what: 'Problems that visitors of the finder told of, once they are answered: reason, words, outcome',
      keep: { months: 12 },
      least: { months: 3 },
      after: 'they were answered',
      note: 'Nothing was ever kept of who told. What is open stays until somebody answers.',
    },
    sql`finder_reports`,
    before => sql`resolved_on < ${before}::date`,
  ),
  deleting(
    {
      name: 'finder-pairs',
      what: 'Pairs of entries of which somebody said that they are one thing, or two',
      keep: { months: 24 },
      least: { months: 6 },
      after: 'it was said',
      note: 'Two that still look alike are asked about again. What was merged stays merged; after this it is not parted in one step any more.',
    },
    sql`finder_pairs`,
    before => sql`verdict <> 'waiting' and decided_on < ${before}::date`,
  ),
  deleting(
    {
      name: 'finder-photos',
      what: 'Photos of entries that another took the place of, or that were taken out',
      keep: { days: 90 },
      least: { days: 14 },
      after: 'they were replaced',
      note: 'A photo of what is public, or of the newest version of any entry, stays. Who goes back to an older version goes back without its photo.',
    },
    sql`finder_photos`,
    before => sql`${replacedAt} < ${before}::date and key not in (
      select ${keyOf} from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version in (o.public_version, o.last_version)
      where ${keyOf} is not null)`,
  ),
]
