import type { Db } from '../../../platform/db.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { actorOf, decide, listAccounts, roleNames } from '../../people/index.ts'
import { placeOf } from '../decisions/form.ts'
import { type Where, whereOf } from '../decisions/frame.ts'
import { choicesOf } from '../records/choices.ts'
import { known } from '../records/coordinates.ts'
import { type Kept, owners, type Task, type Typed } from './schemas.ts'

export type Read = { ok: true; kept: Omit<Kept, 'because'>; where: Where } | { ok: false; errors: FieldError[] }

const unknownPlace = 'No one place has this name. Enter its code, or its full name.'
const leadNeedsPlace = 'Enter a place: a borough lead sees the tasks of their own borough alone'

/** What was typed of a task, its place found and its owner asked whether they may do it. */
export async function read(db: Db, actor: Actor, typed: Typed, before?: Task): Promise<Read> {
  const place = await placeOf(db, typed.place)
  if (place === 'unknown') return wrongly('place', unknownPlace)
  const places = place ? [place] : []
  const where = await whereOf(db, places)
  const subject = { places: [...places, ...where.above] }
  if (typed.ownerRole === 'borough-lead' && places.length === 0) return wrongly('place', leadNeedsPlace)
  if (before && !decide(actor, 'edit', 'task', subject).allowed)
    return wrongly('place', 'This place is outside what you answer for')
  const owner = typed.ownerId ? await actorOf(db, Number(typed.ownerId)) : undefined
  if (typed.ownerId && (owner?.role !== typed.ownerRole || !decide(owner, 'edit', 'task', subject).allowed))
    return wrongly('ownerId', 'This person does not have that role, or does not answer for this place')
  const { title, note, ownerRole, dueOn } = typed
  const coordinates = known(typed, await choicesOf(db), before)
  const kept = { title, note, ownerRole, ownerId: owner?.accountId ?? null, places, dueOn: dueOn || null }
  return { ok: true, kept: { ...kept, ...coordinates }, where }
}

const wrongly = (field: string, text: string): Read => ({ ok: false, errors: [{ field, text }] })

/** People a task can be handed to: with a role that owns tasks, and still here. */
export const people = async (db: Db): Promise<{ value: string; text: string }[]> =>
  (await listAccounts(db))
    .filter(account => account.active && owners.some(role => role === account.role))
    .map(({ id, name, role }) => ({ value: String(id), text: `${name} (${roleNames[role]})` }))
