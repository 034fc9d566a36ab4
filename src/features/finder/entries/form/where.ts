// Where it is, and whether anybody may know.
import { z } from 'zod'
import type { FieldError } from '../../../../platform/form.ts'
import { postcodeOf, postcodeWords } from '../../../places/index.ts'
import { type Body, Venue } from '../../schemas.ts'
import { type Field, isYes, web, words, yes } from './fields.ts'
import { type Part, partOf } from './part.ts'

/** A place keeps its point while its postcode stays; a new postcode is looked up when it is saved. */
const venueOf = (
  before: Body['venue'],
  form: { venueName: string; address: string; locality: string; postcode: string; safe: boolean },
): Body['venue'] => {
  const { venueName: name, address, locality, postcode, safe } = form
  if (!name && !address && !postcode) return null
  const same = before?.postcode === postcode ? { longitude: before.longitude, latitude: before.latitude } : {}
  return Venue.parse({ name, address, locality, postcode, safe, ...same })
}

/** Asked where a postcode is one our table does not have. */
export const sureField: Field = {
  name: 'newPostcode',
  kind: 'checks',
  onlyIf: 'postcode',
  label: 'Are you sure of the postcode?',
  items: [{ value: 'yes', text: 'This postcode is new, or outside the city' }],
}

export const where: Part = partOf({
  key: 'where',
  title: 'Where it is',
  lead: 'People look for what is near them.',
  fields: () => [
    {
      name: 'venueName',
      kind: 'text',
      label: 'Name of the place (optional if it is online)',
      hint: 'For example, “Kiln Lane Community Centre”.',
    },
    { name: 'address', kind: 'text', label: 'Building and street (optional)' },
    { name: 'locality', kind: 'text', label: 'Town or neighbourhood (optional)', width: 20 },
    { name: 'postcode', kind: 'text', label: 'Postcode (optional if it is online)', width: 10 },
    sureField,
    {
      name: 'safe',
      kind: 'checks',
      label: 'Is it a place where somebody could be at risk if the address were known?',
      hint: 'For example, a refuge. Then we show nobody the name, the street, the postcode or the map.',
      items: [{ value: 'yes', text: 'Yes, keep the address private' }],
    },
    { name: 'online', kind: 'checks', label: 'Can people take part online?', items: [{ value: 'yes', text: 'Yes' }] },
    { name: 'onlineHref', kind: 'text', input: 'url', label: 'Link to take part online (optional)' },
  ],
  schema: ({ today }) =>
    z.object({
      venueName: words(today, 200),
      address: words(today, 200),
      locality: words(today, 100),
      postcode: z
        .string()
        .default('')
        .transform((text, context) => {
          if (text.trim() === '') return ''
          const found = postcodeOf(text)
          if (found) return postcodeWords(found)
          context.addIssue({ code: 'custom', message: 'Enter a whole postcode, such as SW9 8JG' })
          return z.NEVER
        }),
      safe: isYes,
      online: isYes,
      onlineHref: web(),
    }),
  patch: (body, form) => ({
    ...body,
    venue: venueOf(body.venue, form),
    online: form.online,
    onlineHref: form.onlineHref,
  }),
  values: ({ venue, online, onlineHref }) => ({
    venueName: venue?.name ?? '',
    address: venue?.address ?? '',
    locality: venue?.locality ?? '',
    postcode: venue?.postcode ?? '',
    safe: yes(venue?.safe ?? false),
    online: yes(online),
    onlineHref,
    newPostcode: [],
  }),
})

const Sure = z.object({ newPostcode: isYes }).catch({ newPostcode: false })

/** A postcode our table does not have: on no map, and near nobody. Whoever is sure of it says so; one that stands already is not asked about again. */
export function unknownPostcode(
  typed: unknown,
  { was, postcode, unknown }: { was: string | undefined; postcode: string; unknown: ReadonlySet<string> },
): FieldError[] {
  if (!unknown.has(postcode) || postcode === was || Sure.parse(typed).newPostcode) return []
  return [{ field: 'postcode', text: `${unknownWords(postcode)} If it is right, tick the box below it` }]
}

export const unknownWords = (postcode: string): string => `We do not know the postcode ${postcode}. Check it.`

export const noPostcodes =
  'No list of postcodes is loaded here yet, so nobody can check the one you enter: look at it twice.'
