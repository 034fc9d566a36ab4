import { z } from 'zod'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Sql, sql } from '../../../../platform/sql.ts'

export const Pledge = z.object({
  id: z.number(),
  organisationId: z.string(),
  organisationKey: z.string(),
  organisation: z.string(),
  pledge: z.string(),
  pledgedOn: z.string(),
  vacancies: z.number(),
  starts: z.number(),
  sustained: z.number(),
  countedOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  version: z.number(),
  /** Jobs of this employer that stand in the finder now. */
  open: z.number(),
})
export type Pledge = z.output<typeof Pledge>

const columns = sql`p.id, p.organisation_id as "organisationId", g.key as "organisationKey", g.name as organisation, p.pledge,
  p.pledged_on::text as "pledgedOn", p.vacancies, p.starts, p.sustained, p.counted_on::text as "countedOn", p.ended_on::text as "endedOn", p.version,
  (select count(*) from opportunities o where o.organisation_id = g.id and o.kind = 'work' and o.state = 'public') as open`
const tables = sql`employer_pledges p join organisations g on g.id = p.organisation_id`

/** `scope` is over the organisation `g`. */
export const list = (db: Db, scope: Sql) =>
  db.many(Pledge, sql`select ${columns} from ${tables} where ${scope} order by p.pledged_on desc, p.id`)

export const find = (db: Db, id: number) => db.maybe(Pledge, sql`select ${columns} from ${tables} where p.id = ${id}`)

export type Told = Pick<Pledge, 'pledge' | 'pledgedOn' | 'vacancies' | 'starts' | 'sustained' | 'countedOn'>

export const insert = (tx: Db, organisationId: string, p: Told, by: string) =>
  tx.one(
    z.object({ id: z.number() }),
    sql`insert into employer_pledges (organisation_id, pledge, pledged_on, vacancies, starts, sustained, counted_on, made_by)
      values (${organisationId}, ${p.pledge}, ${p.pledgedOn}, ${p.vacancies}, ${p.starts}, ${p.sustained}, ${p.countedOn}, ${by}) returning id`,
  )

/** A new one, with its audit row. */
export const makePledge = (db: Db, { id: organisationId, key }: { id: string; key: string }, p: Told, by: string) =>
  db.transaction(async tx => {
    const { id } = await insert(tx, organisationId, p, by)
    await record(tx, by, 'pledge.made', `employer-pledge/${id}`, { organisation: key })
  })

/** 0 rows where somebody else changed it meanwhile. */
export const update = (tx: Db, id: number, seen: number, p: Told) =>
  tx.run(sql`
    update employer_pledges set pledge = ${p.pledge}, pledged_on = ${p.pledgedOn}, vacancies = ${p.vacancies}, starts = ${p.starts},
      sustained = ${p.sustained}, counted_on = ${p.countedOn}, version = version + 1
    where id = ${id} and version = ${seen}`)
