// Counts of mentoring: what is asked of the database, the list, and what the form asks.
import { z } from 'zod'
import { escapeXml } from '../../../../lib/charts/index.ts'
import { dayWords } from '../../../../lib/dates.ts'
import { conflict } from '../../../../lib/errors.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { defineList } from '../../../../platform/list.ts'
import { type Sql, sql } from '../../../../platform/sql.ts'
import { genders } from '../../schemas.ts'
import { day, type Field, number } from '../form/fields.ts'
import { entryTables } from '../queries.ts'
import { genderNames } from '../words.ts'

const Count = z.number().nullable()
const Row = z.object({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  borough: z.string().nullable(),
  gender: z.enum(genders),
  places: Count,
  waiting: Count,
  matched: Count,
  sustained3: Count,
  sustained6: Count,
  countedOn: z.string().nullable(),
  version: z.number(),
})
type Row = z.output<typeof Row>

export const rows = (db: Db, where: Sql) =>
  db.many(
    Row,
    sql`select o.id, n.body->>'name' as name, g.name as organisation, b.name as borough, coalesce(n.body->>'gender', 'all') as gender,
        m.places, m.waiting, m.matched, m.sustained_3 as "sustained3", m.sustained_6 as "sustained6", m.counted_on::text as "countedOn",
        coalesce(m.version, 0) as version
      from ${entryTables} join opportunity_versions n on n.opportunity_id = o.id and n.version = o.last_version
        left join mentoring_counts m on m.opportunity_id = o.id
      where n.body->'activities' ? 'mentoring' and o.state in ('draft', 'public', 'hidden') and (${where}) order by lower(n.body->>'name'), o.id`,
  )

type Counts = Record<'places' | 'waiting' | 'matched' | 'sustained3' | 'sustained6', number> & { countedOn: string }

/** Keeps what was counted. `version`: that of the counts somebody saw, 0 where there were none. */
export const keepCounts = (db: Db, of: Pick<Row, 'id' | 'version'>, c: Counts, by: string): Promise<void> =>
  db.transaction(async tx => {
    const kept = await tx.run(sql`
      insert into mentoring_counts (opportunity_id, places, waiting, matched, sustained_3, sustained_6, counted_on, made_by)
      values (${of.id}, ${c.places}, ${c.waiting}, ${c.matched}, ${c.sustained3}, ${c.sustained6}, ${c.countedOn}, ${by})
      on conflict (opportunity_id) do update set places = excluded.places, waiting = excluded.waiting, matched = excluded.matched,
        sustained_3 = excluded.sustained_3, sustained_6 = excluded.sustained_6, counted_on = excluded.counted_on, made_by = excluded.made_by,
        made_at = now(), version = mentoring_counts.version + 1
      where mentoring_counts.version = ${of.version}`)
    if (kept === 0)
      throw conflict('Somebody changed these counts meanwhile. Open them again and look before you go on.')
    await record(tx, by, 'opportunity.counted', `opportunity/${of.id}`, { ...c })
  })

const counted = (title: string, key: 'places' | 'waiting' | 'matched' | 'sustained3' | 'sustained6') => ({
  key,
  title,
  value: (row: Row) => row[key],
  text: (row: Row) => (row[key] === null ? '–' : String(row[key])),
  numeric: true,
  sortable: true,
})

export const mentoringList = defineList<Row>({
  path: '/opportunities/mentoring',
  noun: ['mentoring offer', 'mentoring offers'],
  caption: 'Mentoring: places, who waits, and how many matches last',
  columns: [
    {
      key: 'name',
      title: 'Offer',
      value: row => row.name,
      html: row => `<a class="govuk-link" href="/opportunities/${row.id}/mentoring">${escapeXml(row.name)}</a>`,
      head: true,
      sortable: true,
    },
    { key: 'organisation', title: 'Organisation', value: row => row.organisation, sortable: true },
    { key: 'borough', title: 'Borough', value: row => row.borough, text: row => row.borough ?? 'None', sortable: true },
    { key: 'gender', title: 'For', value: row => row.gender, csvOnly: true },
    counted('Places', 'places'),
    counted('Waiting', 'waiting'),
    counted('Matched', 'matched'),
    counted('3 months on', 'sustained3'),
    counted('6 months on', 'sustained6'),
    {
      key: 'counted',
      title: 'Counted',
      value: row => row.countedOn,
      text: row => (row.countedOn ? dayWords(row.countedOn) : 'Not yet'),
      sortable: true,
    },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    { key: 'gender', title: 'For', kind: 'many', options: genders.map(value => ({ value, text: genderNames[value] })) },
  ],
  sort: { key: 'waiting', dir: 'desc' },
  empty: { title: 'No mentoring yet.', text: 'An entry that says “Mentoring” under what people do stands here.' },
})

const field = (name: string, label: string): Field => ({ name, kind: 'text', input: 'numeric', width: 5, label })
export const fields: readonly Field[] = [
  field('places', 'Places in all'),
  field('waiting', 'Young people who wait'),
  field('matched', 'Matched with a mentor in the last 12 months'),
  field('sustained3', 'Of those, still meeting after three months'),
  field('sustained6', 'Of those, still meeting after six months'),
  { name: 'countedOn', kind: 'day', label: 'Counted on' },
]
const count = (wrong: string) =>
  number(0, 100_000, wrong)
    .refine(found => found !== null, { error: wrong })
    .transform(found => found ?? 0)
export const formFor = (today: string) =>
  z
    .object({
      places: count('Enter places as a number, 0 or more'),
      waiting: count('Enter how many wait, 0 or more'),
      matched: count('Enter how many were matched, 0 or more'),
      sustained3: count('Enter how many after three months, 0 or more'),
      sustained6: count('Enter how many after six months, 0 or more'),
      countedOn: day('Enter the day it was counted', true).transform(on => on ?? today),
    })
    .refine(form => form.sustained3 <= form.matched, {
      error: 'No more can still meet than were matched',
      path: ['sustained3'],
    })
    .refine(form => form.sustained6 <= form.sustained3, {
      error: 'No more can still meet after six months than after three',
      path: ['sustained6'],
    })
    .refine(form => form.countedOn <= today, {
      error: 'The day it was counted must not be after today',
      path: ['countedOn'],
    })
