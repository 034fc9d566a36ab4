// What everybody downstream reads: search, pages, calendars and feeds. Only approved versions of public entries, and nothing in them that is not public.
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'
import { Organisation } from '../../organisations/index.ts'
import { Body, Kind } from '../schemas.ts'
import { publicBody, publicOrganisation } from './blank.ts'
import { states } from './rules.ts'

const PublicOrganisation = Organisation.pick({
  id: true,
  key: true,
  name: true,
  description: true,
  kind: true,
  charityNumber: true,
  companyNumber: true,
  website: true,
  email: true,
  phone: true,
})

/** An entry as anybody may read it: safe venues, inner roles and people's mailboxes are not in it. */
const Kept = z.object({
  id: z.string(),
  kind: Kind,
  version: z.number(),
  body: Body,
  organisation: PublicOrganisation,
  boroughId: z.number().nullable(),
  boroughCode: z.string().nullable(),
  checkedOn: z.string().nullable(),
  /** The day by which somebody says it is still right, or it hides itself. */
  reviewOn: z.string().nullable(),
  licence: z.string(),
  sourceId: z.string().nullable(),
  sourceRef: z.string().nullable(),
  /** Milliseconds since 1970; grows with each change the public can see. */
  modified: z.number(),
})
// Not even the borough of an address nobody may know: asked of one borough after another, lists would tell it.
const nowhere = { boroughId: null, boroughCode: null }
export const PublicEntry = Kept.transform(entry => ({
  ...entry,
  ...(entry.body.venue?.safe ? nowhere : {}),
  body: publicBody(entry.body),
  organisation: publicOrganisation(entry.organisation, entry.body),
}))
export type PublicEntry = z.output<typeof PublicEntry>

const columns = sql`o.id, o.kind, o.public_version as version, v.body,
  jsonb_build_object('id', g.id, 'key', g.key, 'name', g.name, 'description', g.description, 'kind', g.kind, 'charityNumber', g.charity_number,
    'companyNumber', g.company_number, 'website', g.website, 'email', g.email, 'phone', g.phone) as organisation,
  o.borough_id as "boroughId", b.code as "boroughCode", o.checked_on::text as "checkedOn", o.review_on::text as "reviewOn", o.licence,
  o.source_id as "sourceId", o.source_ref as "sourceRef", o.modified`

const tables = sql`opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
  join organisations g on g.id = o.organisation_id left join places b on b.id = o.borough_id`

/** One entry; undefined where there is none or it is not public. */
export const publicEntry = (db: Db, id: string): Promise<PublicEntry | undefined> =>
  db.maybe(PublicEntry, sql`select ${columns} from ${tables} where o.state = 'public' and o.id = ${id}`)

/** The same while it is hidden or merged, for whoever is asked about it: what the public read last. */
export const lastPublic = (db: Db, id: string): Promise<PublicEntry | undefined> =>
  db.maybe(PublicEntry, sql`select ${columns} from ${tables} where o.id = ${id}`)

/** Where the last page of a feed ended. */
export interface Cursor {
  modified: number
  id: string
}

export interface PublicAsk {
  ids?: readonly string[] | undefined
  kinds?: readonly Kind[] | undefined
  /** Of these organisations, of each so many at most. */
  organisationIds?: readonly string[] | undefined
  mostEach?: number | undefined
  /** Changed at this moment or later, in milliseconds. */
  modifiedAfter?: number | undefined
  /** Past this entry: by id where it is one, else by when it changed, as change feeds go. */
  after?: Cursor | string | undefined
  limit?: number | undefined
  offset?: number | undefined
}

const wanted = ({ ids, kinds, organisationIds, mostEach, modifiedAfter }: PublicAsk): Sql => sql`o.state = 'public'
  ${when(ids, found => sql`and o.id = any (${found}::uuid[])`)} ${when(kinds, found => sql`and o.kind = any (${found}::text[])`)}
  ${when(organisationIds, found => ofOrganisations(found, mostEach))} ${when(modifiedAfter, found => sql`and o.modified >= ${found}`)}`

const ofOrganisations = (ids: readonly string[], mostEach: number | undefined): Sql =>
  mostEach === undefined
    ? sql`and o.organisation_id = any (${ids}::uuid[])`
    : sql`and o.id in (select p.id from unnest(${ids}::uuid[]) g (id) cross join lateral (
        select p.id from opportunities p where p.organisation_id = g.id and p.state = 'public' order by p.id limit ${mostEach}) p)`

/** Public entries in a steady order: by id, or by change where `after` is a cursor. */
export const publicEntries = (db: Db, ask: PublicAsk = {}): Promise<PublicEntry[]> => {
  const { after } = ask
  const byChange = typeof after === 'object'
  const past =
    after === undefined
      ? sql``
      : byChange
        ? sql`and (o.modified, o.id) > (${after.modified}::bigint, ${after.id}::uuid)`
        : sql`and o.id > ${after}::uuid`
  return db.many(
    PublicEntry,
    sql`select ${columns} from ${tables} where ${wanted(ask)} ${past} order by ${byChange ? sql`o.modified, o.id` : sql`o.id`}
      ${when(ask.limit, most => sql`limit ${most}`)} ${when(ask.offset, some => sql`offset ${some}`)}`,
  )
}

export const countPublic = async (db: Db, ask: Omit<PublicAsk, 'after' | 'limit' | 'offset'> = {}): Promise<number> =>
  (
    await db.one(
      z.object({ count: z.number() }),
      sql`select count(*) as count from opportunities o where ${wanted(ask)}`,
    )
  ).count

/** An entry that was public once and is not now: feeds say that it is gone. */
const Tombstone = z.object({
  id: z.string(),
  kind: Kind,
  state: z.enum(states),
  mergedInto: z.string().nullable(),
  modified: z.number(),
})
export type Tombstone = z.output<typeof Tombstone>

export const tombstones = (
  db: Db,
  { after, limit, ids }: { after?: Cursor | undefined; limit?: number | undefined; ids?: readonly string[] } = {},
): Promise<Tombstone[]> =>
  db.many(
    Tombstone,
    sql`select id, kind, state, merged_into as "mergedInto", modified from opportunities
      where state <> 'public' and public_version is not null and modified > 0
        ${when(after, ({ modified, id }) => sql`and (modified, id) > (${modified}::bigint, ${id}::uuid)`)}
        ${when(ids, found => sql`and id = any (${found}::uuid[])`)}
      order by modified, id ${when(limit, most => sql`limit ${most}`)}`,
  )
