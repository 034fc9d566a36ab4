import type { Db } from '../../../platform/db.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { decide } from '../../people/index.ts'
import { placeOf } from '../decisions/form.ts'
import { type Where, whereOf } from '../decisions/frame.ts'
import { choicesOf } from '../records/choices.ts'
import { known } from '../records/coordinates.ts'
import { answeredWithin, organisations, type Rooms } from './frame.ts'
import { dueOf, missing, ownerOf } from './rules.ts'
import type { Entry, Kept, Typed } from './schemas.ts'
import type { Register } from './spec.ts'

export type Read = { ok: true; kept: Omit<Kept, 'because'>; where: Where } | { ok: false; errors: FieldError[] }

const unknownPlace = 'No one place has this name. Enter its code, or its full name.'
const leadNeedsPlace = 'Enter a place: a borough lead sees those of their own borough alone'

interface Reading {
  register: Register
  typed: Typed
  before?: Entry
}

/** What was typed of an entry, with its place found, its day set, and its writer asked whether they answer for that place. */
export async function read(rooms: Rooms, actor: Actor, { register, typed, before }: Reading): Promise<Read> {
  const { db } = rooms
  const lacking = missing(register, typed)
  const place = await placeOf(db, typed.place)
  if (place === 'unknown') return wrongly(lacking, 'place', unknownPlace)
  const places = place ? [place] : []
  const where = await whereOf(db, places)
  const theirs = await organisationOf(db, register, typed)
  const ownerRole = ownerOf(register, typed, theirs?.role)
  if (ownerRole === 'borough-lead' && !theirs && !place) return wrongly(lacking, 'place', leadNeedsPlace)
  const verb = before ? 'edit' : 'create'
  const subject = { places: [...places, ...where.above], organisation: theirs?.value ?? null }
  if (!decide(actor, verb, register.kind, subject).allowed) return wrongly(lacking, 'place', outside(actor))
  if (lacking.length) return { ok: false, errors: lacking }
  const dueOn = dueOf(register, typed, before?.openedOn ?? rooms.today(), await answeredWithin(db))
  const coordinates = known(typed, await choicesOf(db), before)
  const rest = { ownerRole, organisation: theirs?.value ?? null, places, dueOn }
  return { ok: true, kept: { ...wordsOf(register, typed), ...rest, ...coordinates }, where }
}

const outside = ({ places }: Actor) =>
  places.length ? 'Enter a place you answer for' : 'This place is outside what you answer for'

const wrongly = (lacking: FieldError[], field: string, text: string): Read => ({
  ok: false,
  errors: [...lacking, { field, text }],
})

async function organisationOf(db: Db, { asks }: Register, { organisation }: Typed) {
  const all = asks.organisation && organisation ? await organisations(db) : []
  return all.find(({ value }) => value === organisation)
}

/** The words, as far as the register asks for them. */
const wordsOf = ({ asks }: Register, typed: Typed) => ({
  title: typed.title,
  party: typed.party,
  more: typed.more,
  nature: asks.nature ? typed.nature : null,
  before: asks.before ? typed.before : '',
  after: asks.after ? typed.after : '',
  evidence: asks.evidence ? typed.evidence : '',
  changedOn: asks.changedOn ? typed.changedOn : null,
})

/** An answer is not put off without a word. */
export const unsaid = (entry: Entry, register: Register, typed: Typed): FieldError[] =>
  register.asks.dueOn && typed.reason === '' && typed.dueOn !== entry.dueOn
    ? [{ field: 'reason', text: 'Enter why the day changes' }]
    : []
