// For tests: an entry of the demonstration with its organisation and borough, and people who answer for them.
import { z } from 'zod'
import { form, type TestApp } from '../../../../test/support.ts'
import type { Db } from '../../../platform/db.ts'
import { sql } from '../../../platform/sql.ts'
import * as people from '../../people/index.ts'

const Found = z.object({ id: z.string(), name: z.string(), organisation: z.string(), borough: z.string() })
export type Found = z.output<typeof Found>

/** Public entries that people entered, of different organisations, in boroughs. */
export const someEntries = (db: Db): Promise<Found[]> =>
  db.many(
    Found,
    sql`select distinct on (g.key) o.id, v.body ->> 'name' as name, g.key as organisation, b.code as borough
      from opportunities o join opportunity_versions v on v.opportunity_id = o.id and v.version = o.public_version
        join organisations g on g.id = o.organisation_id join places b on b.id = o.borough_id
      where o.state = 'public' and o.source_id is null order by g.key, o.id`,
  )

/** Somebody of an organisation or borough, signed in. */
export async function signedIn(
  it: TestApp,
  role: people.Role,
  email: string,
  scope: { organisation?: string; places?: string[] } = {},
) {
  const invitation = people.Invitation.parse({ email, name: email, role, places: [], ...scope })
  const token = await people.invite(it.db, 'tests', invitation)
  const answer = await it.app.inject({ method: 'POST', url: `/sign-in/${token}` })
  const headers = { accept: 'text/html', cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
  return {
    get: (url: string) => it.app.inject({ url, headers }),
    post: (url: string, values: Record<string, string> = {}) => {
      const sent = form(values)
      return it.app.inject({ ...sent, url, headers: { ...sent.headers, ...headers } })
    },
  }
}
