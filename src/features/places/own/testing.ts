// Places of our own as tests make and read them.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'

type Values = Record<string, string | string[]>

interface Asked {
  db: Db
  ask(role: 'officer' | 'analyst' | 'director', options: InjectOptions): Promise<LightMyRequestResponse>
}

/** A posted form in which a field may be ticked more than once. */
function ticked(values: Values): InjectOptions {
  const body = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) for (const one of [value].flat()) body.append(key, one)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', headers, payload: body.toString() }
}

export const using = (it: Asked) => ({
  post: (url: string, values: Values, role: 'officer' | 'analyst' | 'director' = 'officer') =>
    it.ask(role, { ...ticked(values), url }),
  /** Codes of the small areas of a place. */
  async members(code: string): Promise<string[]> {
    const own = await queries.findOwn(it.db, code)
    return own ? (await queries.members(it.db, own)).map(member => member.code) : []
  },
})
export type Own = ReturnType<typeof using>
