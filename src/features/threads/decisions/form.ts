import type { Db } from '../../../platform/db.ts'
import { peopleWords } from '../../../platform/files/index.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import { findByCode, search } from '../../places/index.ts'
import { type Choice, choicesOf, single } from '../records/choices.ts'
import { Draft } from './asks.ts'
import { coordinatesOf, prompts, several } from './coordinates.ts'
import type { Typing } from './form-view.ts'
import type { Rooms } from './frame.ts'
import type { Kept } from './queries.ts'
import { optionsOf, principlesOf } from './rules.ts'
import type { Decision } from './schemas.ts'

export type Read = { ok: true; kind: string; version: number; draft: Kept } | { ok: false; errors: FieldError[] }

/** Reads the posted draft: its fields, options, principles, and the place by its name or code. */
export async function read(rooms: Rooms, body: unknown): Promise<Read> {
  const form = readForm(Draft, body)
  if (!form.ok) return { ok: false, errors: form.errors }
  const wrong = wrongTexts(form.data, await prompts(rooms.db), rooms.today())
  if (wrong.length) return { ok: false, errors: wrong }
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
    ...coordinatesOf(form.data, await choicesOf(rooms.db)),
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

const mostShort = 2_000

/** No part of a decision may tell who a person is, the confidential part neither; answers and options are short. */
function wrongTexts(form: Draft, asked: readonly Choice[], today: string): FieldError[] {
  const short: [string, string][] = [
    ...optionsOf(form).map(({ title, weigh }, k): [string, string] => [`option${k + 1}`, `${title}\n${weigh}`]),
    ...principlesOf(form, asked).map(({ code, answer }): [string, string] => [`principle-${code}`, answer]),
  ]
  const fields = [...texts.map((field): [string, string] => [field, form[field]]), ...short]
  const people = fields.flatMap(([field, text]) => {
    const words = peopleWords(text, today)
    return words ? [{ field, text: words }] : []
  })
  const long = short.filter(([, text]) => text.length > mostShort)
  return [...people, ...long.map(([field]) => ({ field, text: 'This must be 2,000 characters or fewer' }))]
}

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
): Promise<Pick<Typing, 'values' | 'options' | 'principles' | 'choices' | 'chosen' | 'errors'>> {
  const { decision, body } = from
  const asked = await prompts(rooms.db)
  const kept = new Map(decision?.principles.map(each => [each.code, each.answer]))
  const values = body ?? { ...decision, place: from.place ?? '' }
  return {
    values,
    options: body ? optionsOf(body) : (decision?.options ?? []),
    principles: body
      ? principlesOf(body, asked)
      : asked.map(({ code, label }) => ({ code, label, answer: kept.get(code) ?? '' })),
    choices: await choicesOf(rooms.db),
    chosen: [...several, ...single].flatMap(field => codesOf(values[field])),
    errors: from.errors ?? [],
  }
}

const codesOf = (value: unknown): string[] => [value].flat().filter(each => typeof each === 'string')
