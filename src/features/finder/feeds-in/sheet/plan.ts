// What a spreadsheet would do to the entries of one organisation: looked at before, and again when it is kept.
import { createHash } from 'node:crypto'
import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { sql } from '../../../../platform/sql.ts'
import { decide } from '../../../people/index.ts'
import { mayEdit } from '../../entries/office/frame.ts'
import { Entry, entryColumns, entryTables } from '../../entries/queries.ts'
import { sameBody } from '../../entries/rules.ts'
import { Body, type Kind } from '../../schemas.ts'
import { place } from '../where.ts'
import { readCell } from './cells.ts'
import { kindOf } from './columns.ts'
import { type Group, groupsOf, readEntry, wrongsOfNoKind } from './entry.ts'
import { type Candidate, doubles, matchOf } from './match.ts'
import { unknownIn } from './postcodes.ts'
import { readTable, type Wrong } from './read.ts'

/** Whose entries, and where new ones belong. */
export interface Where {
  /** Undefined: an organisation nobody has heard of yet. */
  organisation: { id: string; key: string } | undefined
  borough: { id: number; code: string } | undefined
}

export interface Step {
  what: 'new' | 'changed' | 'same'
  lines: readonly number[]
  kind: Kind
  body: Body
  before: Candidate | undefined
  boroughId: number | null
}

export interface Plan {
  steps: Step[]
  wrongs: Wrong[]
  examples: number
  /** What was looked at: nobody agrees to what they did not see. */
  seen: string
}

export interface Looking {
  actor: Actor
  today: Day
  where: Where
  text: string
}

const Row = Entry.extend({ body: Body })

/** Every entry of an organisation with its newest words. */
export const candidates = async (db: Db, organisationId: string): Promise<Candidate[]> =>
  db.many(
    Row,
    sql`
    select ${entryColumns}, n.body from ${entryTables}
      join opportunity_versions n on n.opportunity_id = o.id and n.version = o.last_version
    where o.organisation_id = ${organisationId} and o.state <> 'merged' order by o.id`,
  )

export async function plan(db: Db, looking: Looking): Promise<Plan> {
  const table = readTable(looking.text)
  const { organisation } = looking.where
  const known = organisation ? await candidates(db, organisation.id) : []
  const groups = groupsOf(table.lines)
  const read = groups.map(group => stepOf(group, known, looking))
  const steps = await placed(
    db,
    read.flatMap(each => ('step' in each ? [each.step] : [])),
    looking.where,
  )
  const asked = groups.flatMap((group, i) => {
    const found = read[i]
    return found && 'step' in found ? [{ group, step: found.step }] : []
  })
  const wrongs = [
    ...table.wrongs,
    ...(await unknownIn(db, asked)),
    ...doubles(groups),
    ...read.flatMap(each => ('wrongs' in each ? each.wrongs : [])),
    ...steps.flatMap(({ wrong }) => wrong ?? []),
    ...twice(steps.map(({ step }) => step)),
  ]
  const settled = steps.map(({ step }) => ({ ...step, what: whatOf(step) }))
  return {
    steps: settled,
    wrongs: wrongs.toSorted((a, b) => a.line - b.line),
    examples: table.examples,
    seen: seenOf(settled),
  }
}

type Read = { step: Step } | { wrongs: Wrong[] }

function stepOf(group: Group, known: readonly Candidate[], { actor, today, where }: Looking): Read {
  const at = (column: string, text: string): Read => ({ wrongs: [{ line: group.line, column, text }] })
  const match = matchOf(group, known)
  if (match === 'several')
    return at(
      'reference',
      'More than one entry is called so there. Write its reference on the page of the entry you mean, or change it there',
    )
  if (match && !mayEdit(actor, match))
    return at(
      'name',
      `“${match.body.name}” is in ${match.borough ?? 'another borough'}, which you do not answer for. Take the line out`,
    )
  const kind = kindFor(group, match)
  if (typeof kind !== 'string')
    return { wrongs: [{ line: group.line, column: 'kind', text: kind.wrong }, ...wrongsOfNoKind(group, match, today)] }
  if (!match && !mayCreate(actor, where))
    return at(
      'name',
      'No entry of this organisation is called so, and you may change entries but not add them. Take the line out',
    )
  const read = readEntry(group, kind, match, today)
  if (!read.ok) return { wrongs: read.wrongs }
  const lines = group.lines.map(({ line }) => line)
  return { step: { what: 'new', lines, kind, body: read.body, before: match, boroughId: match?.boroughId ?? null } }
}

const mayCreate = (actor: Actor, { organisation, borough }: Where): boolean =>
  decide(actor, 'create', 'opportunity', {
    organisation: organisation?.key ?? actor.organisation,
    places: borough ? [borough.code] : [],
  }).allowed

function kindFor(group: Group, match: Candidate | undefined): Kind | { wrong: string } {
  const cell = group.lines[0]?.cells.get('kind')
  if (cell === undefined) return match?.kind ?? { wrong: 'Say what it is, such as Something to do' }
  const read = readCell('kind', cell, 'activity')
  const kind = read.ok ? kindOf(String(read.values.kind)) : undefined
  if (kind === undefined) return { wrong: read.ok ? 'Say what it is' : read.text }
  return match && match.kind !== kind
    ? { wrong: 'The kind of an entry cannot change. Leave the cell empty, or add a new entry' }
    : kind
}

/** Each where its postcode is; a new one of a borough lead must lie in the borough that was chosen. */
async function placed(db: Db, steps: readonly Step[], { borough }: Where): Promise<{ step: Step; wrong?: Wrong }[]> {
  const at = await place(
    db,
    steps.map(({ body }) => body.venue),
  )
  return steps.map((step, i) => {
    const [venue, found] = [at[i]?.venue ?? null, at[i]?.boroughId ?? null]
    const body = { ...step.body, venue }
    if (step.before) return { step: { ...step, body } }
    const elsewhere = borough !== undefined && found !== null && found !== borough.id
    const wrong = {
      line: step.lines[0] ?? 0,
      column: 'postcode',
      text: 'This postcode is not in the borough you chose. Put it right, or send it with its own borough',
    }
    return { step: { ...step, body, boroughId: borough?.id ?? found }, ...(elsewhere ? { wrong } : {}) }
  })
}

const whatOf = ({ before, body }: Step): Step['what'] =>
  !before ? 'new' : sameBody(before.body, body) ? 'same' : 'changed'

const twice = (steps: readonly Step[]): Wrong[] =>
  steps.flatMap(({ before, lines }, i) => {
    const first = before && steps.slice(0, i).find(other => other.before?.id === before.id)
    return first
      ? [
          {
            line: lines[0] ?? 0,
            column: 'name',
            text: `This is the same entry as line ${first.lines[0] ?? 0}. Give both the same reference, or take one out`,
          },
        ]
      : []
  })

const seenOf = (steps: readonly Step[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        steps.map(({ what, before, body, kind, boroughId }) => [
          what,
          before?.id,
          before?.lastVersion,
          kind,
          boroughId,
          body,
        ]),
      ),
    )
    .digest('hex')
