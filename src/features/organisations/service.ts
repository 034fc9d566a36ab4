import { randomUUID } from 'node:crypto'
import { conflict, notFound } from '../../lib/errors.ts'
import { record } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import type { FieldError } from '../../platform/form.ts'
import * as queries from './queries.ts'
import { freeKey, slugOf, type Told, wrongContacts } from './rules.ts'
import { Organisation } from './schemas.ts'

export type Kept = { ok: true; organisation: Organisation } | { ok: false; errors: FieldError[] }

const nothing = {
  description: '',
  kind: 'other',
  charityNumber: null,
  companyNumber: null,
  website: null,
  email: null,
  phone: null,
  mailDomain: null,
} as const

/** Adds an organisation. Its key is made of its name unless one is given, and never changes. */
export const enter = (
  db: Db,
  given: Partial<Told> & Pick<Told, 'name'> & { by: string; key?: string; source?: { id: string; ref: string } },
): Promise<Kept> => {
  const { by, key, source, ...told } = given
  const errors = wrongContacts({ ...nothing, ...told })
  if (errors.length > 0) return Promise.resolve({ ok: false, errors })
  return db.transaction(async tx => {
    // what a feed names may be called like anybody; its key is never one that accounts go by
    const slug = key ?? slugOf(source ? `feed ${told.name}` : told.name)
    const organisation = Organisation.parse({
      ...nothing,
      ...told,
      id: randomUUID(),
      key: freeKey(slug, await queries.keysLike(tx, slug)),
      sourceId: source?.id ?? null,
      sourceRef: source?.ref ?? null,
      version: 1,
      closedOn: null,
    })
    await queries.insert(tx, organisation, by)
    await record(tx, by, 'organisation.entered', `organisation/${organisation.key}`, { name: organisation.name })
    return { ok: true, organisation }
  })
}

/** Changes what is said of it, once that may be: what people write waits for a second person first (changes.ts). `seen` is the version that stood on the page; what another wrote meanwhile is not written over. */
export const change = (
  db: Db,
  { by, id, seen, told }: { by: string; id: string; seen: number; told: Partial<Told> },
): Promise<Kept> =>
  db.transaction(async tx => {
    const before = await queries.find(tx, id)
    if (!before) throw notFound('That organisation')
    const after = { ...before, ...told, version: seen }
    const errors = wrongContacts(after)
    if (errors.length > 0) return { ok: false, errors }
    if ((await queries.update(tx, after)) === 0)
      throw conflict('Somebody changed this organisation meanwhile. Open it again and look before you go on.')
    await record(tx, by, 'organisation.changed', `organisation/${before.key}`, { fields: changed(before, after) })
    return { ok: true, organisation: { ...after, version: seen + 1 } }
  })

// Names of fields alone: the trail outlives what they said.
const changed = (before: Organisation, after: Organisation): string[] =>
  Object.entries(after)
    .filter(([key, value]) => key !== 'version' && Object.entries(before).some(([k, v]) => k === key && v !== value))
    .map(([key]) => key)

/** How far its small changes are trusted: said by somebody who approves entries, and kept who. */
export const trust = (
  db: Db,
  given: { by: string; id: string; trust: Organisation['trust']; today: string },
): Promise<void> =>
  db.transaction(async tx => {
    const found = await queries.find(tx, given.id)
    if (!found) throw notFound('That organisation')
    if ((await queries.setTrust(tx, given.id, given.trust, given.by, given.today)) > 0)
      await record(tx, given.by, 'organisation.trust', `organisation/${found.key}`, { trust: given.trust })
  })

export const close = (db: Db, { by, id, today }: { by: string; id: string; today: string }): Promise<void> =>
  db.transaction(async tx => {
    const found = await queries.find(tx, id)
    if (!found || (await queries.close(tx, id, today)) === 0) throw notFound('That organisation')
    await record(tx, by, 'organisation.closed', `organisation/${found.key}`)
  })
