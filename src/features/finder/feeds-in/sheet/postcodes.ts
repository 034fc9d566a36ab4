// Postcodes in a spreadsheet that our table does not have: asked about as the form asks (entries/form/where.ts).
import type { Db } from '../../../../platform/db.ts'
import { unknownPostcode, unknownWords } from '../../entries/form/where.ts'
import { unknownPostcodes } from '../../entries/where-queries.ts'
import type { Body, Kind } from '../../schemas.ts'
import { readCell } from './cells.ts'
import { headingOf } from './columns.ts'
import { cellOf, type Group } from './entry.ts'
import type { Candidate } from './match.ts'
import type { Wrong } from './read.ts'

interface Said {
  kind: Kind
  body: Body
  before: Candidate | undefined
}

export async function unknownIn(db: Db, asked: readonly { group: Group; step: Said }[]): Promise<Wrong[]> {
  const places = asked.map(({ group, step }) => ({ group, step, postcode: step.body.venue?.postcode ?? '' }))
  const unknown = await unknownPostcodes(
    db,
    places.map(({ postcode }) => postcode),
  )
  return places.flatMap(({ group, step, postcode }) =>
    unknownPostcode(sureOf(group, step), { was: step.before?.body.venue?.postcode, postcode, unknown }).map(
      ({ field }) => ({
        line: group.line,
        column: field,
        text: `${unknownWords(postcode)} If it is right, write Yes in a column “${headingOf('newPostcode')}”`,
      }),
    ),
  )
}

function sureOf(group: Group, { kind }: Said): unknown {
  const cell = cellOf(group, 'newPostcode')
  const found = readCell('newPostcode', cell, kind)
  return cell !== '' && found.ok ? found.values : {}
}
