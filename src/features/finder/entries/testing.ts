// For tests: people with an organisation or a borough, and their requests.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Db } from '../../../platform/db.ts'
import * as organisations from '../../organisations/index.ts'
import * as people from '../../people/index.ts'

export interface Person {
  get(url: string): Promise<LightMyRequestResponse>
  post(
    url: string,
    values?: Readonly<Record<string, string | number | readonly string[]>>,
  ): Promise<LightMyRequestResponse>
  /** A request as it stands: a form with a file. */
  ask(options: InjectOptions): Promise<LightMyRequestResponse>
  email: string
}

/** Somebody signed in, who answers for this organisation or these places. */
export async function person(
  it: { db: Db; app: FastifyInstance },
  role: people.Role,
  name: string,
  scope: { organisation?: string; places?: string[] } = {},
): Promise<Person> {
  const email = `${name}@tests.example`
  const token = await people.invite(
    it.db,
    'tests',
    people.Invitation.parse({ email, name, role, places: [], ...scope }),
  )
  const answer = await it.app.inject({ method: 'POST', url: `/sign-in/${token}` })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const ask = (options: InjectOptions) =>
    it.app.inject({ ...options, headers: { accept: 'text/html', cookie, ...options.headers } })
  return {
    email,
    ask,
    get: url => ask({ method: 'GET', url }),
    post: (url, values = {}) =>
      ask({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(
          Object.entries(values).flatMap(([key, value]) =>
            (Array.isArray(value) ? value : [value]).map((one): [string, string] => [key, String(one)]),
          ),
        ).toString(),
      }),
  }
}

/** An organisation with its own people, a rival's, and an officer. */
export async function harbourSteps(it: { db: Db; app: FastifyInstance }) {
  const kept = await organisations.enter(it.db, {
    by: 'setup',
    key: 'harbour-steps',
    name: 'Harbour Steps',
    email: 'hello@harbour.example',
  })
  if (!kept.ok) throw new Error('not kept')
  return {
    organisation: kept.organisation,
    provider: await person(it, 'provider', 'harbour', { organisation: 'harbour-steps' }),
    rival: await person(it, 'provider', 'rival', { organisation: 'rival-club' }),
    officer: await person(it, 'officer', 'officer'),
  }
}

export const versionOn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
