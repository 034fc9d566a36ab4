// Each night: which entries may be one thing. Read in pages, so that a million entries need no more memory than a few thousand.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import * as alike from './pairs-keys.ts'
import * as queries from './pairs-queries.ts'
import { type FoundPair, keysOf, likeliest, mostInBlock, pairsIn, thingOf } from './pairs-rules.ts'

const batch = 500
/** Keys looked at together: of each at most `mostInBlock` entries are held. */
const blocksAtOnce = 50
/** Pairs kept for people to look at. */
const mostPairs = 2_000

/** Looks through every public entry. Gives how many pairs wait to be looked at. */
export async function seek(db: Db, today: Day): Promise<number> {
  await writeKeys(db)
  let found: FoundPair[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const blocks = await alike.blocksAfter(db, after, { limit: blocksAtOnce, most: mostInBlock })
    found = likeliest([...found, ...(await pairsOf(db, blocks))], mostPairs)
    after = blocks.at(-1)?.key
  }
  await db.transaction(tx => queries.keep(tx, found, today))
  return queries.countWaiting(db)
}

/** What entries share is written down once for each version of theirs that the public reads. */
async function writeKeys(db: Db): Promise<void> {
  await alike.forget(db)
  for (let last: string | undefined = '00000000-0000-0000-0000-000000000000'; last !== undefined; ) {
    const read = await alike.unwritten(db, last, batch)
    const rows = read.flatMap(({ body, version, ...entry }) =>
      keysOf(thingOf(entry, body)).map(key => ({ id: entry.id, version, key })),
    )
    if (rows.length > 0) await alike.write(db, rows)
    last = read.at(-1)?.id
  }
}

async function pairsOf(db: Db, blocks: readonly alike.Block[]): Promise<FoundPair[]> {
  if (blocks.length === 0) return []
  const read = await alike.entriesOf(db, [...new Set(blocks.flatMap(({ ids }) => ids))])
  const things = new Map(read.map(({ body, version: _, ...entry }) => [entry.id, thingOf(entry, body)]))
  return blocks.flatMap(({ ids }) => pairsIn(ids.flatMap(id => things.get(id) ?? [])))
}
