// Partners' tables, once places, periods and measures are looked up: the cells that fit, as blocks to keep.
import type { Duck } from '../../../platform/files/duck.ts'
import type { Grain } from '../import/format.ts'
import type { Block } from '../import/stage.ts'
import { longBlock } from './long.ts'
import type { Rows } from './rows.ts'

export type Role = 'place' | 'period' | 'measure' | 'numerator' | 'denominator' | 'note'

export const key = (rows: Rows<Role>, role: Role) => `coalesce(${rows.raw(role)}, '')`
export const number = (rows: Rows<Role>, role: Role) => `try_cast(${rows.raw(role)} as double)`

// Free text may hold a name or a date of birth, so a note is one of a few words about the figure; anything else is left out and counted.
const notes = ['provisional', 'revised', 'estimated', 'incomplete', 'partial', 'rounded', 'final', 'not comparable']

const knownNote = (raw: string) =>
  `case when lower(trim(${raw}::varchar)) in (${notes.map(note => `'${note}'`).join(', ')}) then lower(trim(${raw}::varchar)) end`

export const makeCells = (rows: Rows<Role>): Promise<void> =>
  rows.duck.run(`
    create table cell as select measure_id, place_id, grain, starts_on as period, ${number(rows, 'numerator')} as amount,
      ${number(rows, 'denominator')} as denominator, ${knownNote(rows.raw('note'))} as note,
      nullif(trim(${rows.raw('note')}::varchar), '') is not null and ${knownNote(rows.raw('note'))} is null as note_dropped
    from file join place on ${key(rows, 'place')} = place.key join period on ${key(rows, 'period')} = period.key
      join measure on ${key(rows, 'measure')} = measure.key
    where ${key(rows, 'numerator')} not in (select key from missing)`)

export async function blocksOf(rows: Rows<Role>): Promise<Block[]> {
  const { duck, columns } = rows
  const blocks: Block[] = []
  for (const [grain] of await duck.rows('select distinct grain from cell order by 1')) {
    const where = `where grain = '${grain}'`
    const places = await duck.rows(`select distinct place_id from cell ${where} order by 1`)
    const block = await longBlock(duck, `of_${grain}`, {
      label: 'places',
      grain: grain as Grain,
      placeIds: places.map(([id]) => Number(id)),
      explicit: true,
      whole: false,
      denominators: columns.denominator >= 0,
      cells: `select measure_id, place_id, period, amount, denominator from cell ${where}`,
    })
    if (block) blocks.push(columns.note < 0 ? block : await withNotes(duck, block))
  }
  return blocks
}

/** Notes beside the amounts, as JSON by period: {"2024-02-01": "provisional"}. */
async function withNotes(duck: Duck, block: Block): Promise<Block> {
  const notes = await duck.rows(`
    select measure_id, place_id, period, string_agg(distinct note, '; ') from cell
    where grain = '${block.grain}' and note is not null group by all`)
  const byRow = new Map<string, Record<string, string>>()
  for (const [measure, place, period, note] of notes) {
    const row = `${measure} ${place}`
    byRow.set(row, { ...byRow.get(row), [String(period)]: String(note) })
  }
  await duck.fill(
    `${block.table}_notes`,
    { measure_id: 'integer', place_id: 'integer', notes: 'varchar' },
    [...byRow].map(([row, note]) => [...row.split(' ').map(Number), JSON.stringify(note)]),
  )
  await duck.run(`
    create or replace table ${block.table} as select b.*, n.notes
    from ${block.table} b left join ${block.table}_notes n using (measure_id, place_id)`)
  return { ...block, notes: true }
}

export async function oddities(duck: Duck): Promise<string[]> {
  const [row = []] = await duck.rows(
    `select (select count(*) from (select 1 from cell group by measure_id, place_id, grain, period having count(*) > 1)),
      (select count(*) from cell where note_dropped)`,
  )
  const [twice, dropped] = [Number(row[0]), Number(row[1])]
  return [
    ...(twice > 0 ? [`${twice} cells stand in more than one row; the rows were added together.`] : []),
    ...(dropped > 0
      ? [
          `${dropped === 1 ? '1 note was' : `${dropped} notes were`} not kept: free text may name a person. Use one of: ${notes.join(', ')}.`,
        ]
      : []),
  ]
}
