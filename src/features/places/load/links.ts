import { z } from 'zod'
import { list, plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import type { Applied, Reject } from '../../../platform/files/format.ts'
import { sql } from '../../../platform/sql.ts'
import { applied, batches, type Load } from './loaded.ts'
import { settleParents } from './parents.ts'
import { kindOf } from './rules.ts'
import { weighShares } from './shares.ts'

export interface LinkRow {
  line: number
  from: string
  to: string
  /** ONS CHGIND: U unchanged, S split, M merged, X irregular. */
  change?: string
  /** Share of `from` that belongs to `to`, where the file states it. */
  share?: number
}

export interface LinkSet {
  /** 'lsoa:2011' */
  from: string
  to: string
  /** 'nested' says who lies in whom; 'best fit' gives each `from` one `to`; 'many to many' shares it out. */
  how: 'nested' | 'best fit' | 'many to many'
  rows: LinkRow[]
}

/** 'lsoa:2011>lsoa:2021' */
export const linkKind = (set: { from: string; to: string }): string => `${set.from}>${set.to}`

/** Writes the links of a look-up file; each kind of link is replaced as a whole. Links to levels or vintages nobody has loaded are left out and said. */
export function loadLinks(db: Db, load: Load, rowsRead: number, sets: LinkSet[]): Promise<Applied> {
  return db.transaction(async tx => {
    const done = []
    for (const set of sets) done.push(await loadSet(tx, set))
    await tx.run(sql`analyze place_links`)
    await weighShares(tx)
    await settleParents(tx)
    const written = done.flatMap(one => one.written)
    const odd = done.flatMap(one => one.odd)
    await record(tx, load.by, 'places.links-loaded', `source/${load.sourceId}`, { written, odd })
    return applied(rowsRead, oneALine(done.flatMap(one => one.rejects)), odd, written)
  })
}

/** A line rejected by two links of its file is one rejected line. */
const oneALine = (rejects: Reject[]): Reject[] => [...new Map(rejects.map(reject => [reject.line, reject])).values()]

interface Done {
  written: string[]
  odd: string[]
  rejects: Reject[]
}

async function loadSet(tx: Db, set: LinkSet): Promise<Done> {
  const missing = await notLoaded(tx, set)
  if (missing.length > 0)
    return {
      written: [],
      rejects: [],
      odd: [
        `Left out: links from ${set.from} to ${set.to}, because ${list(missing)} ${missing.length > 1 ? 'are' : 'is'} not loaded.`,
      ],
    }
  return set.how === 'nested' ? nest(tx, set) : link(tx, set)
}

// A nested level is matched by code alone: the borough keeps its code when its wards change.
async function notLoaded(tx: Db, set: LinkSet): Promise<string[]> {
  const rows = await tx.many(z.object({ vintage: z.string() }), sql`select distinct vintage from place_vintages`)
  const have = new Set(set.how === 'nested' ? rows.map(row => kindOf(row.vintage)) : rows.map(row => row.vintage))
  return [set.from, set.to].filter(vintage => !have.has(set.how === 'nested' ? kindOf(vintage) : vintage))
}

const Id = z.object({ id: z.number(), code: z.string() })

async function idsOf(tx: Db, codes: string[]): Promise<Map<string, number>> {
  const rows = await tx.many(Id, sql`select id, code from places where code = any(${[...new Set(codes)]}::text[])`)
  return new Map(rows.map(row => [row.code, row.id]))
}

interface Resolved extends LinkRow {
  fromId: number
  toId: number
}

async function resolve(tx: Db, set: LinkSet): Promise<{ rows: Resolved[]; rejects: Reject[] }> {
  const ids = await idsOf(
    tx,
    set.rows.flatMap(row => [row.from, row.to]),
  )
  const rows: Resolved[] = []
  const rejects: Reject[] = []
  const seen = new Set<string>()
  for (const row of set.rows) {
    const [fromId, toId] = [ids.get(row.from), ids.get(row.to)]
    const key = set.how === 'many to many' ? `${row.from}>${row.to}` : row.from
    const again = seen.has(key)
    if (fromId !== undefined && toId !== undefined && !again) rows.push({ ...row, fromId, toId })
    else if (!again || set.how === 'best fit')
      rejects.push(reject(row, fromId === undefined ? row.from : row.to, again, set))
    seen.add(key)
  }
  return { rows, rejects }
}

const reject = (row: LinkRow, value: string, again: boolean, set: LinkSet): Reject => ({
  line: row.line,
  field: value === row.from ? set.from : set.to,
  value,
  reason: again ? `${row.from} already has a best fit in this file.` : `No place with the code ${value} is loaded.`,
  remedy: again
    ? 'Keep one row for each area.'
    : 'Load the boundaries that hold it first, or take the row out if it lies outside the city.',
})

async function nest(tx: Db, set: LinkSet): Promise<Done> {
  const { rows, rejects } = await resolve(tx, set)
  let changed = 0
  for (const some of batches(rows, 5_000))
    changed += await tx.run(sql`
      update places p set borough_id = t.b from unnest(${some.map(row => row.fromId)}::int[], ${some.map(row => row.toId)}::int[]) as t (p, b)
      join places b on b.id = t.b and b.kind = 'borough'
      where p.id = t.p and p.kind in ('ward', 'lsoa') and p.borough_id is distinct from t.b`)
  return {
    rejects,
    odd: [],
    written: [
      `${plural(new Set(rows.map(row => row.fromId)).size, 'area')} of ${set.from} placed in their ${kindOf(set.to)}, ${plural(changed, 'change')}`,
    ],
  }
}

async function link(tx: Db, set: LinkSet): Promise<Done> {
  const kind = linkKind(set)
  const { rows, rejects } = await resolve(tx, set)
  await tx.run(sql`delete from place_links where kind = ${kind}`)
  const many = new Map<number, number>()
  for (const row of rows) many.set(row.fromId, (many.get(row.fromId) ?? 0) + 1)
  const weightOf = (row: Resolved) => (set.how === 'best fit' ? 1 : (row.share ?? 1 / (many.get(row.fromId) ?? 1)))
  const basis = set.how === 'best fit' ? 'best fit' : rows.some(row => row.share !== undefined) ? 'population' : 'area'
  for (const some of batches(
    rows.filter(row => weightOf(row) > 0),
    5_000,
  ))
    await tx.run(sql`
      insert into place_links (from_id, to_id, kind, weight, basis, change)
      select f, t, ${kind}, w, ${basis}, c
      from unnest(${some.map(row => row.fromId)}::int[], ${some.map(row => row.toId)}::int[], ${some.map(weightOf)}::float8[],
        ${some.map(row => row.change ?? null)}::text[]) as u (f, t, w, c)`)
  return { rejects, odd: [], written: [`${plural(rows.length, 'link')} ${set.from} to ${set.to}`] }
}
