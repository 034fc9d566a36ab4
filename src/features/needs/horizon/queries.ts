import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import { type Draft, Entry, Look, type Looking } from './schemas.ts'

const columns = sql`h.id, h.threat, h.signal, h.places, h.exposure, h.response, h.owner_role as "ownerRole", h.status, h.look_on as "lookOn",
  h.time_band as "timeBand", h.areas, h.outcomes, h.context_level as "contextLevel", h.journey_stage as "journeyStage",
  h.prevention_level as "preventionLevel", h.age_band as "ageBand", h.made_on as "madeOn", h.version`

export const list = (db: Db) =>
  db.many(Entry, sql`select ${columns} from horizon_entries h order by h.look_on nulls last, h.id`)

export const find = (db: Db, id: number) =>
  db.maybe(Entry, sql`select ${columns} from horizon_entries h where h.id = ${id}`)

export const insert = (tx: Db, draft: Draft, by: number | null, on: string) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`
    insert into horizon_entries (threat, signal, places, exposure, response, owner_role, look_on, time_band, areas, outcomes, context_level,
      journey_stage, prevention_level, age_band, made_by, made_on)
    values (${draft.threat}, ${draft.signal}, ${draft.places}, ${draft.exposure}, ${draft.response}, ${draft.ownerRole}, ${draft.lookOn},
      ${draft.timeBand}, ${draft.areas}, ${draft.outcomes}, ${draft.contextLevel}, ${draft.journeyStage}, ${draft.preventionLevel},
      ${draft.ageBand}, ${by}, ${on})
    returning id`,
  )

/** Saves an entry if nobody saved it since its version was read; 0 when somebody did. */
export const save = (tx: Db, id: number, draft: Draft) =>
  tx.run(sql`
    update horizon_entries set threat = ${draft.threat}, signal = ${draft.signal}, places = ${draft.places}, exposure = ${draft.exposure},
      response = ${draft.response}, owner_role = ${draft.ownerRole}, look_on = ${draft.lookOn}, time_band = ${draft.timeBand},
      areas = ${draft.areas}, outcomes = ${draft.outcomes}, context_level = ${draft.contextLevel}, journey_stage = ${draft.journeyStage},
      prevention_level = ${draft.preventionLevel}, age_band = ${draft.ageBand}, version = version + 1
    where id = ${id} and version = ${draft.version} and status <> 'past'`)

export async function look(tx: Db, id: number, looked: Looking, by: number | null, on: string): Promise<number> {
  const next = looked.status === 'past' ? null : looked.nextOn
  await tx.run(sql`
    insert into horizon_looks (entry_id, looked_on, looked_by, words, status, next_on)
    values (${id}, ${on}, ${by}, ${looked.words}, ${looked.status}, ${next})`)
  return tx.run(sql`
    update horizon_entries set status = ${looked.status}, look_on = ${next}, version = version + 1 where id = ${id}`)
}

/** Every look there was, the newest first. */
export const looks = (db: Db) =>
  db.many(
    Look,
    sql`
    select entry_id as "entryId", looked_on as "lookedOn", words, status, next_on as "nextOn"
    from horizon_looks order by looked_on desc, id desc`,
  )
