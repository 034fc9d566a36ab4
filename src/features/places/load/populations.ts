import { z } from 'zod'
import { plural, whole } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import type { Bands } from '../schemas.ts'
import { applied, batches, type Load } from './loaded.ts'
import { weighShares } from './shares.ts'
import { setWords, sumPopulations } from './sums.ts'

export interface PopulationRow {
  line: number
  code: string
  persons: number
  bands: Bands
}

export interface Populations {
  year: number
  /** 'Census 2021' or 'Mid-year estimate'. */
  basis: string
  rows: PopulationRow[]
}

/** Residents of places, by band. Wards, boroughs and the city are summed from the small areas. */
export function loadPopulations(db: Db, load: Load, file: Populations): Promise<Applied> {
  return db.transaction(async tx => {
    const known = await codesIn(
      tx,
      file.rows.map(row => row.code),
    )
    const good = file.rows.filter(row => known.has(row.code))
    const rejects = file.rows.filter(row => !known.has(row.code)).map(stranger)
    for (const some of batches(good, 2_000)) await save(tx, load, file, some)
    await tx.run(sql`analyze populations`)
    await weighShares(tx)
    const sums = await sumPopulations(tx, file)
    const total = good.reduce((sum, row) => sum + row.persons, 0)
    const written = [`${whole(total)} residents of ${plural(good.length, 'place')}, ${setWords(file)}`, ...sums]
    await record(tx, load.by, 'places.populations-loaded', `source/${load.sourceId}`, {
      year: file.year,
      basis: file.basis,
      written,
    })
    return applied(file.rows.length, rejects, oddities(good), written)
  })
}

async function codesIn(tx: Db, codes: string[]): Promise<Set<string>> {
  const rows = await tx.many(
    z.object({ code: z.string() }),
    sql`select code from places where code = any(${codes}::text[])`,
  )
  return new Set(rows.map(row => row.code))
}

const stranger = (row: PopulationRow): Reject => ({
  line: row.line,
  field: 'code',
  value: row.code,
  reason: `No place with the code ${row.code} is loaded.`,
  remedy: 'Load the boundaries that hold it first, or take the row out if it lies outside the city.',
})

function oddities(rows: readonly PopulationRow[]): string[] {
  const sums = rows.map(row => Object.values(row.bands).reduce((sum, n) => sum + n, 0))
  const off = rows.filter((row, i) => Object.keys(row.bands).length > 0 && sums[i] !== row.persons)
  return off.length === 0
    ? []
    : [`In ${plural(off.length, 'row')} the age bands do not add up to the total; the total is kept.`]
}

const save = (tx: Db, load: Load, file: Populations, rows: readonly PopulationRow[]) =>
  tx.run(sql`
    insert into populations (place_id, year, basis, persons, by_age, source_id)
    select p.id, ${file.year}, ${file.basis}, t.persons, t.bands::jsonb, ${load.sourceId}
    from unnest(${rows.map(row => row.code)}::text[], ${rows.map(row => row.persons)}::int[], ${rows.map(row => JSON.stringify(row.bands))}::text[])
      as t (code, persons, bands) join places p on p.code = t.code
    on conflict (place_id, year, basis) do update set persons = excluded.persons, by_age = excluded.by_age, source_id = excluded.source_id`)
