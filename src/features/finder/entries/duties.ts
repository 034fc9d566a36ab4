// What entries ask of somebody this week: to approve what waits, to put right what was sent back, to look again at what is due.
import { z } from 'zod'
import { addDays, type Day } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import * as organisations from '../../organisations/index.ts'
import { allows, type Duty, proposals } from '../../people/index.ts'
import { waiting as claimsWaiting } from './claim/queries.ts'
import { scopeOf } from './office/frame.ts'
import { entryTables } from './queries.ts'
import { handsOf } from './writers.ts'

const soonDays = 21
const most = 20

const Row = z.object({ id: z.string(), name: z.string(), organisation: z.string(), day: z.string(), note: z.string() })

const entries = (db: Db, actor: Actor, day: Sql, where: Sql) =>
  db.many(
    Row,
    sql`select o.id, n.body->>'name' as name, g.name as organisation, ${day}::text as day, n.reason as note
      from ${entryTables} join opportunity_versions n on n.opportunity_id = o.id and n.version = o.last_version
      where ${where} and (${scopeOf(actor)}) order by 4, o.id limit ${most}`,
  )
const written = sql`(n.made_at at time zone 'Europe/London')::date`
const decided = sql`(n.decided_at at time zone 'Europe/London')::date`

export async function duties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!allows(actor, 'opportunities.edit')) return []
  return allows(actor, 'opportunities.approve') ? toApprove(db, actor) : ofTheirOwn(db, actor, today)
}

// What they wrote themselves waits for somebody else.
const toApprove = async (db: Db, actor: Actor): Promise<Duty[]> => {
  const mine = sql`exists (select 1 from opportunity_versions w where w.opportunity_id = o.id and w.version > coalesce(o.public_version, 0)
    and exists (select 1 from ${handsOf(sql`w`)} as hand (email) where lower(hand.email) = lower(${actor.email})))`
  const waiting = await entries(db, actor, written, sql`n.verdict = 'waiting' and o.state <> 'merged' and not ${mine}`)
  const claims = await claimsWaiting(db)
  const asked = claims.slice(0, 1).map(({ askedOn }) => ({
    kind: 'Finder',
    title: `Answer ${plural(claims.length, 'person', 'people')} who ${claims.length === 1 ? 'asks' : 'ask'} to look after entries`,
    href: '/opportunities/claims',
    note: '',
    owner: 'Officers',
    dueOn: null,
    since: askedOn,
  }))
  const toRead = waiting.map(({ id, name, organisation, day }) => ({
    kind: 'Finder',
    title: `Read “${name}” and approve it or send it back`,
    href: `/opportunities/${id}/review`,
    note: organisation,
    owner: 'Officers',
    dueOn: null,
    since: day,
  }))
  return [...toRead, ...(await organisationsToRead(db, actor)), ...asked]
}

async function organisationsToRead(db: Db, actor: Actor): Promise<Duty[]> {
  const waiting = (await proposals.waitingOf(db, 'organisation', actor.email)).slice(0, most)
  const found = await Promise.all(
    waiting.map(async ({ object, madeOn }) => ({ madeOn, one: await organisations.findByKey(db, keyOf(object)) })),
  )
  return found.flatMap(({ one, madeOn }) =>
    one
      ? [
          {
            kind: 'Finder',
            title: `Read what ${one.name} says of itself, and approve it or send it back`,
            href: `/opportunities/organisations/${one.key}`,
            note: 'It stands with every entry of its own',
            owner: 'Officers',
            dueOn: null,
            since: madeOn,
          },
        ]
      : [],
  )
}

const keyOf = (object: string): string => object.slice(object.indexOf('/') + 1)

/** The newest change of what their organisation says of itself was sent back. */
async function sentBack(db: Db, { organisation }: Actor): Promise<Duty[]> {
  if (organisation === null) return []
  const [last] = await proposals.history(db, organisations.objectOf({ key: organisation }))
  if (last?.state !== 'refused') return []
  return [
    {
      kind: 'Finder',
      title: 'Put right what your organisation says of itself, and send it again',
      href: `/opportunities/organisations/${organisation}`,
      note: last.reason,
      owner: organisation,
      dueOn: null,
      since: last.decidedOn,
    },
  ]
}

async function ofTheirOwn(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  const refused = await entries(db, actor, decided, sql`n.verdict = 'refused' and o.state <> 'merged'`)
  const due = await entries(
    db,
    actor,
    sql`o.review_on`,
    sql`o.state in ('public', 'hidden') and o.review_on <= ${addDays(today, soonDays)}::date`,
  )
  return [
    ...(await sentBack(db, actor)),
    ...refused.map(({ id, name, note, day, organisation }) => ({
      kind: 'Finder',
      title: `Put “${name}” right and send it again`,
      href: `/opportunities/${id}`,
      note,
      owner: organisation,
      dueOn: null,
      since: day,
    })),
    ...due.map(({ id, name, day, organisation }) => ({
      kind: 'Finder',
      title: `Say whether “${name}” is still right`,
      href: `/opportunities/${id}`,
      note: day < today ? 'Its day has passed: it may be hidden' : `Look again within ${plural(soonDays, 'day')}`,
      owner: organisation,
      dueOn: day,
      since: null,
    })),
  ]
}
