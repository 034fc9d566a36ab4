import type { Db } from '../../../platform/db.ts'
import { peopleWords } from '../../../platform/files/index.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { findByCode, search } from '../../places/index.ts'
import { areas, type Choice, outcomes, prompts, type Rooms } from './frame.ts'
import type { Kept } from './queries.ts'
import { optionsOf, principlesOf } from './rules.ts'
import { type Decision, Draft } from './schemas.ts'
import type { Typing } from './views.ts'

export type Read = { ok: true; kind: string; version: number; draft: Kept } | { ok: false; errors: FieldError[] }

/** Reads the posted draft: its fields, options, principles, and the place by its name or code. */
export async function read(rooms: Rooms, body: unknown): Promise<Read> {
  const form = readForm(Draft, body)
  if (!form.ok) return { ok: false, errors: form.errors }
  const people = aboutPeople(form.data, rooms.today())
  if (people.length) return { ok: false, errors: people }
  const place = await placeOf(rooms.db, form.data.place)
  if (place === 'unknown')
    return {
      ok: false,
      errors: [{ field: 'place', text: 'No one place has this name. Enter its code, or its full name.' }],
    }
  const { question, context, equality, publicPart, confidentialPart, strength, investment, dissent } = form.data
  const draft = {
    question,
    context,
    equality,
    publicPart,
    confidentialPart,
    strength,
    investment,
    dissent,
    options: optionsOf(form.data),
    principles: principlesOf(form.data, await prompts(rooms.db)),
    places: place ? [place] : [],
    areas: known(form.data.areas, await areas(rooms.db)),
    outcomes: known(form.data.outcomes, await outcomes(rooms.db)),
  }
  return { ok: true, kind: form.data.kind, version: form.data.version, draft }
}

const texts = [
  'question',
  'context',
  'equality',
  'publicPart',
  'confidentialPart',
  'strength',
  'investment',
  'dissent',
] as const

/** No part of a decision may tell who a person is, the confidential part neither. */
function aboutPeople(form: Draft, today: string): FieldError[] {
  const fields: [string, string][] = [
    ...texts.map((field): [string, string] => [field, form[field]]),
    ...optionsOf(form).map(({ title, weigh }, k): [string, string] => [`option${k + 1}`, `${title}\n${weigh}`]),
    ...Object.entries(form).flatMap(([field, value]): [string, string][] =>
      field.startsWith('principle-') ? [[field, String(value)]] : [],
    ),
  ]
  return fields.flatMap(([field, text]) => {
    const words = peopleWords(text, today)
    return words ? [{ field, text: words }] : []
  })
}

const known = (codes: readonly string[], choices: readonly Choice[]) =>
  codes.filter(code => choices.some(choice => choice.code === code))

/** The code of the place named; undefined for the whole city. */
export async function placeOf(db: Db, text: string): Promise<string | 'unknown' | undefined> {
  if (text === '') return undefined
  const code = /\(([A-Z][A-Z0-9-]{2,})\)$/.exec(text)?.[1] ?? text
  const exact = await findByCode(db, code)
  if (exact) return exact.code
  const { places } = await search(db, text)
  const same = places.filter(place => place.name.toLowerCase() === text.toLowerCase() && place.validTo === null)
  return same.length === 1 ? same[0]?.code : 'unknown'
}

/** What the form shows of a decision that is there, or of what was typed. */
export async function typing(
  rooms: Rooms,
  from: { decision?: Decision; place?: string; body?: Record<string, unknown>; errors?: FieldError[] },
): Promise<Pick<Typing, 'values' | 'options' | 'principles' | 'areas' | 'outcomes' | 'chosen' | 'errors'>> {
  const { decision, body } = from
  const asked = await prompts(rooms.db)
  const kept = new Map(decision?.principles.map(each => [each.code, each.answer]))
  const codes = (key: string, fallback: readonly string[]) => (body ? [body[key] ?? []].flat().map(String) : fallback)
  return {
    values: body ?? { ...decision, place: from.place ?? '' },
    options: body ? optionsOf(body) : (decision?.options ?? []),
    principles: body
      ? principlesOf(body, asked)
      : asked.map(({ code, label }) => ({ code, label, answer: kept.get(code) ?? '' })),
    areas: await areas(rooms.db),
    outcomes: await outcomes(rooms.db),
    chosen: { areas: codes('areas', decision?.areas ?? []), outcomes: codes('outcomes', decision?.outcomes ?? []) },
    errors: from.errors ?? [],
  }
}
