// Cell against cell, in DuckDB: what a file changes, and what newer files keep as it is.
import { type Duck, quoted } from '../../../platform/files/duck.ts'
import type { Rival } from './cells.ts'
import type { Overlap } from './compare-queries.ts'
import type { Comparison } from './comparison.ts'
import type { CoverageDraft } from './format.ts'

/** What decides between two files (decision 0003): the snapshot day, then the contents. */
export interface Snapshot {
  snapshotOn: string
  hash: string
}

const isNewer = (one: Snapshot, than: Snapshot): boolean =>
  one.snapshotOn === than.snapshotOn ? one.hash > than.hash : one.snapshotOn > than.snapshotOn

export const loaded = (one: { periods: string[]; states: string[] }) =>
  one.periods.filter((_, i) => one.states[i] === 'loaded')

const listed = (values: Iterable<string | number>) =>
  [...values].map(value => (typeof value === 'string' ? quoted(value) : value)).join(', ')

/** Each pair of coverages is compared where both speak; of several rivals for a cell, the newest (lowest rank) is the one that was in force. */
export async function changesOf(
  duck: Duck,
  pairs: readonly Rival[],
  me: Snapshot,
): Promise<Pick<Comparison, 'changed' | 'overruled' | 'difference' | 'biggest'> & { both: number }> {
  await duck.run(
    'create table diff (draft integer, rank integer, measure_id integer, place_id integer, period date, before double, after double)',
  )
  await duck.run('create table spoken_twice (measure_id integer, place_id integer, period date)')
  const blocks = pairs.flatMap(({ draft, rivals }, i) => rivals.map((rival, rank) => ({ i, rank, draft, rival })))
  for (const block of blocks) await addDifferences(duck, block)
  const spoken = (kind: 'm' | 'p' | 't') =>
    blocks.flatMap(({ i, rank, rival }) =>
      (kind === 'm' ? rival.measureIds : kind === 'p' ? rival.placeIds : loaded(rival)).map(value => [i, rank, value]),
    )
  await duck.fill('spoken_m', { draft: 'integer', rank: 'integer', measure_id: 'integer' }, spoken('m'))
  await duck.fill('spoken_p', { draft: 'integer', rank: 'integer', place_id: 'integer' }, spoken('p'))
  await duck.fill('spoken_t', { draft: 'integer', rank: 'integer', period: 'varchar' }, spoken('t'))
  await duck.run(`
    create table change as select d.* from diff d where d.rank = (
      select min(m.rank) from spoken_m m join spoken_p p on p.draft = m.draft and p.rank = m.rank join spoken_t t on t.draft = m.draft and t.rank = m.rank
      where m.draft = d.draft and m.measure_id = d.measure_id and p.place_id = d.place_id and t.period::date = d.period)`)
  const newer = blocks.flatMap(({ i, rank, rival }) => (isNewer(rival, me) ? [[i, rank]] : []))
  await duck.fill('newer', { draft: 'integer', rank: 'integer' }, newer)
  const [all = []] = await duck.rows('select count(*) from change')
  await duck.run(
    'delete from change where exists (select 1 from newer n where n.draft = change.draft and n.rank = change.rank)',
  )
  const [sum = []] = await duck.rows('select count(*), coalesce(sum(after - before), 0) from change')
  const biggest = await duck.rows(`
    select measure_id, place_id, period::varchar, before, after from change
    order by abs(after - before) desc, measure_id, place_id, period limit 20`)
  const [both = []] = await duck.rows('select count(*) from (select distinct * from spoken_twice)')
  return {
    both: Number(both[0]),
    changed: Number(sum[0]),
    overruled: Number(all[0]) - Number(sum[0]),
    difference: Number(sum[1]),
    biggest: biggest.map(([measureId, placeId, period, before, after]) => ({
      measureId: Number(measureId),
      placeId: Number(placeId),
      period: String(period),
      before: Number(before),
      after: Number(after),
    })),
  }
}

async function addDifferences(
  duck: Duck,
  block: { i: number; rank: number; draft: CoverageDraft; rival: Overlap },
): Promise<void> {
  const { i, rank, draft, rival } = block
  const both = <T>(a: readonly T[], b: readonly T[]) => {
    const other = new Set(b)
    return a.filter(one => other.has(one))
  }
  const [measures, periods, places] = [
    both(draft.measureIds, rival.measureIds),
    both(loaded(draft), loaded(rival)),
    both(draft.placeIds, rival.placeIds),
  ]
  if (measures.length === 0 || periods.length === 0 || places.length === 0) return
  const shared = `measure_id in (${listed(measures)}) and period in (${listed(periods)}) and place_id in (${listed(places)})`
  const spoken = `${draft.explicit ? 'n.amount is not null' : 'true'} and ${rival.explicit ? 'o.amount is not null' : 'true'}`
  await duck.run(`
    insert into diff select ${i}, ${rank}, measure_id, place_id, period, coalesce(o.amount, 0), coalesce(n.amount, 0)
    from (select * from cell where who = 0 and ${shared}) n
    full join (select * from cell where who = ${rival.importId} and ${shared}) o using (measure_id, place_id, period)
    where coalesce(o.amount, 0) <> coalesce(n.amount, 0) and ${spoken}`)
  if (draft.explicit)
    await duck.run(`
      insert into spoken_twice select measure_id, place_id, period from (select * from cell where who = 0 and ${shared}) n
      left join (select * from cell where who = ${rival.importId} and ${shared}) o using (measure_id, place_id, period) where ${spoken}`)
}
