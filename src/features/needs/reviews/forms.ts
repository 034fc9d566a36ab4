import { z } from 'zod'
import { dayField } from '../../../platform/form.ts'
import { plainText } from '../../../platform/plain.ts'
import { coordinateFields } from '../../threads/index.ts'
import { addressNameWords, nameWords } from './names.ts'
import { wrongDay } from './rules.ts'
import { answerStates } from './schemas.ts'
import { themesInUse, typesInUse } from './vocabulary.ts'

/** Names of places and organisations. */
type Names = readonly string[]

interface Box {
  code: string
  name: string
}

const refused = (look: (text: string) => string | undefined) => (found: z.core.ParsePayload<string>) => {
  const message = look(found.value)
  if (message) found.issues.push({ code: 'custom', message, input: found.value })
}

/** Text that tells neither what could identify a person nor what somebody is called. */
const text = (today: string, known: Names, options: { missing?: string; most?: number } = {}) =>
  plainText(today, { ...options, known }).check(refused(nameWords))

const several = z
  .union([z.string().max(100), z.array(z.string().max(100)).max(500)])
  .default([])
  .transform(value => [...new Set([value].flat().filter(Boolean))])

/** Some of a list; a code that is not on it was not chosen here. */
const among = (codes: readonly string[]) => several.transform(chosen => chosen.filter(code => codes.includes(code)))

const themeField = among(themesInUse.map(theme => theme.code))
const version = z.coerce.number().int().min(0).max(1_000_000).catch(0)

const webAddress = z
  .string({ error: 'Enter the address where it is published' })
  .trim()
  .max(500, { error: 'The address must be 500 characters or fewer' })
  .refine(url => /^https?:\/\//.test(url) && URL.canParse(url), { error: 'The address must start with https://' })
  .check(refused(addressNameWords))

/** A review as its form posts it. `places` may be chosen for it; the city's own code among them. */
export const reviewFor = (today: string, places: readonly Box[], known: Names) =>
  z.object({
    ...coordinateFields,
    type: z.enum(
      typesInUse.map(type => type.code),
      { error: 'Choose what kind of review it is' },
    ),
    reference: plainText(today, { most: 60 }).check(refused(text => nameWords(text) ?? addressNameWords(text))),
    title: text(today, known, { missing: 'Enter what the review is about, in small letters', most: 200 }),
    publisher: text(today, known, { missing: 'Enter who published it', most: 200 }),
    published: z
      .string({ error: 'Enter when it was published' })
      .trim()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, { error: 'Enter when it was published, such as 2020-03-14, 2020-03 or 2020' })
      .check(refused(day => wrongDay(day, today))),
    address: webAddress,
    places: among(places.map(place => place.code)),
    themes: themeField,
    version,
  })

export const recommendationFor = (today: string, boroughs: readonly Box[], known: Names) =>
  z.object({
    number: z.coerce
      .number({ error: 'Enter its number in the review' })
      .int({ error: 'Its number is a whole number' })
      .min(1, { error: 'Its number is 1 or more' })
      .max(500, { error: 'Its number is 500 or less' }),
    text: text(today, known, { missing: 'Enter what is recommended', most: 3_000 }),
    owner: text(today, known, { missing: 'Enter who is to do it: an organisation or a role', most: 200 }),
    themes: themeField,
    boroughs: among(boroughs.map(borough => borough.code)),
    version,
  })

/** What an addressee says it does: done and not accepted are never said without a word. */
export const answerFor = (today: string, known: Names) =>
  z
    .object({
      place: z.string().max(20).default(''),
      state: z.enum(answerStates, { error: 'Choose how far it is' }),
      response: text(today, known, { most: 3_000 }),
      version,
    })
    .refine(({ state, response }) => response !== '' || (state !== 'done' && state !== 'not accepted'), {
      path: ['response'],
      error: 'Say what was done, or why it is not accepted',
    })

export const evidenceFor = (today: string, known: Names) =>
  z.object({
    place: z.string().max(20).default(''),
    text: text(today, known, { missing: 'Enter what changed, and how that is known', most: 2_000 }),
    seenOn: dayField('Enter the day it was seen, such as 2026-03-31').refine(day => day <= today, {
      error: 'The day must be today or earlier',
    }),
    address: z
      .string()
      .trim()
      .max(500, { error: 'The address must be 500 characters or fewer' })
      .refine(url => url === '' || url.startsWith('/') || (/^https?:\/\//.test(url) && URL.canParse(url)), {
        error: 'The address must start with https:// or with /',
      })
      .check(refused(addressNameWords))
      .default(''),
  })

export const reasonFor = (today: string, known: Names) =>
  z.object({ reason: text(today, known, { missing: 'Enter why it is removed', most: 500 }) })
