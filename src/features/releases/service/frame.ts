import { createHash } from 'node:crypto'
import { conflict, forbidden } from '../../../lib/errors.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { type Builder, Releasable } from '../contract.ts'
import type { mayPrepare } from '../rules.ts'

export interface Doing {
  actor: Actor
  today: string
  builders: readonly Builder[]
}

export const allowed = (decision: ReturnType<typeof mayPrepare>) => {
  if (!decision.allowed) throw forbidden(decision.why)
}

/** The chosen things as they are now; one that is no longer there is told by name. */
export async function build(db: Db, keys: readonly string[], { builders }: Doing): Promise<Releasable[]> {
  const items: Releasable[] = []
  for (const key of new Set(keys)) {
    const builder = builders.find(({ kind }) => key.startsWith(`${kind}/`))
    const made = await builder?.build(db, key)
    if (!made) throw conflict(`“${key}” is not there any more. Choose again.`)
    items.push(Releasable.parse(made))
  }
  return items
}

/** A choice that stands for several things becomes those. */
export async function expand(db: Db, chosen: readonly string[], doing: Doing): Promise<string[]> {
  const choices = (await Promise.all(doing.builders.map(builder => builder.choices(db, doing.actor)))).flat()
  const offered = new Map(choices.map(choice => [choice.key, choice.keys ?? [choice.key]]))
  return [...new Set(chosen.flatMap(key => offered.get(key) ?? [key]))]
}

/** Any number that no other lock of the program has. */
const lock = 20_150_001

/**
 * Preparing, publishing and withdrawing come one after the other: two releases that are published at the same moment are held against each
 * other, and a release has one draft. The lock is the transaction's own and goes with it.
 */
export const oneByOne = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction(async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(${lock})`)
    return work(tx)
  })

export const hash = (text: string) => createHash('sha256').update(text).digest('hex')
