// Cells on their way from a file to the store, inside DuckDB: a table a block, one row a measure and place with its amounts as a list.
import type { Duck, Plain } from '../../../platform/files/duck.ts'
import type { CoverageDraft, Grain, SeriesBatch, State } from './format.ts'

/** A table `measure_id, place_id, amounts double[]` (and `denominators`, `notes` where said) with what it covers. */
export interface Block {
  label: string
  grain: Grain
  table: string
  /** First period of `amounts`; the list goes on one period at a time without a gap. */
  startsOn: string
  /** Every period of the lists, in order. */
  calendar: string[]
  /** Those the file speaks for (a gap in the file is left out). */
  periods: string[]
  measureIds: number[]
  placeIds: number[]
  explicit: boolean
  /** Counts: written without decimals, zero rows dropped, months judged. */
  whole: boolean
  /** States that the pack says outright: '2020-01-01' → held. */
  states?: Map<string, State>
  /** A measure that is 0 in every cell is none, and not withheld. */
  keepZero?: boolean
  /** Has a `denominators double[]` or a `notes varchar` (JSON) column. */
  denominators?: boolean
  notes?: boolean
}

const fewPeriods = 4

/**
 * Turns a table `measure_id, place_id, i (0 …), amount` into a block's table. Cells that are not there become 0, or null when `explicit`.
 * Where there are many periods, in two steps, each of about the root of `length` filtered sums, because one step of `length` sums looks at every
 * row `length` times. `from` is a table or a query in brackets.
 */
export async function widen(
  duck: Duck,
  from: string,
  to: string,
  length: number,
  options: { explicit?: boolean | undefined; denominators?: boolean | undefined } = {},
): Promise<void> {
  const fill = options.explicit ? 'null::double' : '0::double'
  const names = options.denominators ? ['amount', 'denominator'] : ['amount']
  if (length <= fewPeriods) {
    const lists = names.map(
      name => `${each(length, i => `coalesce(sum(${name}) filter (i = ${i}), ${fill})::double`)} as ${name}s`,
    )
    return duck.run(
      `create table ${to} as select measure_id, place_id, ${lists.join(', ')} from ${from} group by measure_id, place_id`,
    )
  }
  const run = Math.ceil(Math.sqrt(length))
  const part = (name: string) =>
    each(run, i => `coalesce(sum(${name}) filter (i % ${run} = ${i}), ${fill})::double`).concat(` as ${name}`)
  const whole = (name: string) =>
    `flatten(${each(Math.ceil(length / run), i => `coalesce(any_value(${name}) filter (part = ${i}), ${each(run, () => fill)})`)})[1:${length}] as ${name}s`
  await duck.run(`
    create table ${to} as select measure_id, place_id, ${names.map(whole).join(', ')}
    from (select measure_id, place_id, i // ${run} as part, ${names.map(part).join(', ')} from ${from} group by all)
    group by measure_id, place_id`)
}

const each = (length: number, item: (i: number) => string): string =>
  `[${Array.from({ length }, (_, i) => item(i)).join(', ')}]`

/** Sums over the places of a block, by measure and period of `calendar`. */
export async function totalsOf(duck: Duck, block: Block): Promise<Map<number, number[]>> {
  const totals = new Map<number, number[]>(block.measureIds.map(id => [id, block.calendar.map(() => 0)]))
  const rows = await duck.rows(`
    select measure_id, pos, sum(amount) from (
      select measure_id, unnest(amounts) as amount, generate_subscripts(amounts, 1) as pos from ${block.table}) group by all`)
  for (const [measure, at, total] of rows) {
    const list = totals.get(Number(measure))
    if (list) list[Number(at) - 1] = Number(total ?? 0)
  }
  return totals
}

/** What the block speaks for; totals only where months can be judged, that is for counts. */
export async function coverageOf(duck: Duck, block: Block): Promise<CoverageDraft> {
  const all = block.whole && !block.explicit ? await totalsOf(duck, block) : new Map<number, number[]>()
  const at = block.periods.map(period => block.calendar.indexOf(period))
  const totals = new Map([...all].map(([id, list]): [number, number[]] => [id, at.map(i => list[i] ?? 0)]))
  return {
    label: block.label,
    grain: block.grain,
    measureIds: block.measureIds,
    placeIds: block.placeIds,
    periods: block.periods,
    states: block.periods.map(period => block.states?.get(period) ?? 'loaded'),
    explicit: block.explicit,
    totals,
    keepZero: block.keepZero ?? false,
  }
}

const notZero = 'len(list_filter(amounts, x -> x <> 0))'

/** How many cells a block writes down, how many of them are not 0, and how many rows it keeps. */
export async function countCells(
  duck: Duck,
  block: Block,
): Promise<{ written: number; notZero: number; rows: number }> {
  const [row = []] = await duck.rows(`
    select coalesce(sum(written), 0), coalesce(sum(other), 0), count(*) filter (where ${block.explicit ? 'written' : 'other'} > 0)
    from (select list_count(amounts) as written, ${notZero} as other from ${block.table})`)
  return { written: Number(row[0]), notZero: Number(row[1]), rows: Number(row[2]) }
}

// Rows that are zero throughout are not kept, unless the coverage is explicit.
const kept = (block: Block) => `${block.explicit ? 'list_count(amounts)' : notZero} > 0`

// '[1, NULL, 2]' as PostgreSQL writes it: '{1,NULL,2}'.
const arrayText = (column: string, whole: boolean) =>
  `translate((${column}::${whole ? 'bigint' : 'double'}[])::varchar, '[] ', '{}')`

const batchRows = 6_000

/** The rows of a block in batches of about 6,000, by measure and place. Rows that are zero throughout are not kept, unless the coverage is explicit. */
export async function* seriesOf(duck: Duck, block: Block): AsyncIterable<SeriesBatch> {
  const denominators = block.denominators ? arrayText('denominators', false) : 'null'
  const query = `
    select measure_id, place_id, ${arrayText('amounts', block.whole)}, ${denominators}, ${block.notes ? 'notes' : 'null'}
    from ${block.table} where ${kept(block)} order by 1, 2`
  let waiting: Plain[][] = [[], [], [], [], []]
  for await (const columns of duck.chunks(query)) {
    waiting = waiting.map((column, i) => column.concat(columns[i] ?? []))
    if ((waiting[0]?.length ?? 0) < batchRows) continue
    yield batchOf(block, waiting)
    waiting = [[], [], [], [], []]
  }
  if ((waiting[0]?.length ?? 0) > 0) yield batchOf(block, waiting)
}

function batchOf(
  block: Block,
  [measureIds = [], placeIds = [], amounts = [], below = [], notes = []]: Plain[][],
): SeriesBatch {
  return {
    grain: block.grain,
    measureIds: measureIds.map(Number),
    placeIds: placeIds.map(Number),
    startsOn: measureIds.map(() => block.startsOn),
    amounts: amounts.map(String),
    ...(block.denominators ? { denominators: below.map(textOrNull) } : {}),
    ...(block.notes ? { notes: notes.map(textOrNull) } : {}),
  }
}

const textOrNull = (value: Plain) => (value === null ? null : String(value))
