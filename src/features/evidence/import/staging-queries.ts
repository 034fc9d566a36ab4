// The rows of an import on their way in: columns travel as PostgreSQL array texts, thousands of rows a statement.
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import type { CoverageDraft, EventsBatch, Reject, SeriesBatch } from './format.ts'

/** A list of numbers as PostgreSQL writes it: '{1,NULL,2}'. */
export const numbers = (values: readonly (number | null)[]) => `{${values.map(value => value ?? 'NULL').join(',')}}`
/** The same of texts that hold no quotation mark or backslash: dates, states, lists of numbers. */
export const plainTexts = (values: readonly (string | null)[]) =>
  `{${values.map(value => (value === null ? 'NULL' : `"${value}"`)).join(',')}}`

export const insertCoverage = (db: Db, importId: number, draft: CoverageDraft) =>
  db.run(sql`
    insert into coverage (import_id, grain, measure_ids, place_ids, periods, states, explicit)
    values (${importId}, ${draft.grain}, ${numbers(draft.measureIds)}::integer[], ${numbers(draft.placeIds)}::integer[],
      ${plainTexts(draft.periods)}::date[], ${plainTexts(draft.states)}::text[], ${draft.explicit})`)

/** Lists of amounts travel as texts, '{1,2,NULL}', because nested arrays would be flattened on the way. */
export const insertSeries = (db: Db, importId: number, batch: SeriesBatch) =>
  batch.denominators || batch.notes
    ? insertRich(db, importId, batch)
    : db.run(sql`
    insert into series (measure_id, place_id, import_id, grain, starts_on, amounts)
    select m, p, ${importId}, ${batch.grain}, s, a::float8[]
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${plainTexts(batch.startsOn)}::date[],
      ${plainTexts(batch.amounts)}::text[]) as t(m, p, s, a)`)

const insertRich = (db: Db, importId: number, batch: SeriesBatch) => {
  const none = batch.measureIds.map(() => null)
  return db.run(sql`
    insert into series (measure_id, place_id, import_id, grain, starts_on, amounts, denominators, notes)
    select m, p, ${importId}, ${batch.grain}, s, a::float8[], d::float8[], n::jsonb
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${plainTexts(batch.startsOn)}::date[],
      ${plainTexts(batch.amounts)}::text[], ${plainTexts(batch.denominators ?? none)}::text[], ${batch.notes ?? none}::text[]) as t(m, p, s, a, d, n)`)
}

export const insertEvents = (db: Db, importId: number, batch: EventsBatch) =>
  db.run(sql`
    insert into event_counts (import_id, measure_id, place_id, site_code, happened_on, hour, setting, method, known_to_police, n)
    select ${importId}, m, p, c, d, h, s, w, k, n
    from unnest(${numbers(batch.measureIds)}::integer[], ${numbers(batch.placeIds)}::integer[], ${batch.siteCodes}::text[],
      ${plainTexts(batch.days)}::date[], ${numbers(batch.hours)}::smallint[], ${batch.settings}::text[], ${batch.methods}::text[],
      ${plainTexts(batch.knownToPolice.map(yes => (yes === null ? null : String(yes))))}::boolean[], ${numbers(batch.counts)}::integer[]) as t(m, p, c, d, h, s, w, k, n)`)

export const insertRejects = (db: Db, importId: number, rejects: readonly Reject[]) =>
  db.run(sql`
    insert into import_rejects (import_id, line, field, value, reason, remedy)
    select ${importId}, l, f, v, r, w
    from unnest(${numbers(rejects.map(reject => reject.line))}::bigint[], ${rejects.map(reject => reject.field)}::text[],
      ${rejects.map(reject => reject.value.slice(0, 500))}::text[], ${rejects.map(reject => reject.reason)}::text[],
      ${rejects.map(reject => reject.remedy)}::text[]) as t(l, f, v, r, w)`)
