// What is asked of a list, read from its address. What cannot be read is refused in words; nothing is guessed and nothing asked is ignored.
import { z } from 'zod'
import { badRequest } from '../../../../lib/errors.ts'
import { postcodeOf } from '../../../places/index.ts'
import { isUuid } from '../ids.ts'

export const mostPerPage = 200
const usualPerPage = 50

const given = z.union([z.string(), z.array(z.string())]).transform(value => [value].flat())
const last = given.transform(values => values.at(-1)?.trim() ?? '')
const whole = (name: string, most: number) =>
  last
    .refine(text => /^\d{1,9}$/.test(text) && Number(text) <= most, { error: `${name} is a whole number` })
    .transform(Number)
const yes = last.transform(text => text === '' || text.toLowerCase() === 'true' || text === '1')
const uuid = (name: string) => last.refine(isUuid, { error: `${name} is a UUID` })

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const Weekday = last
  .transform(text => days.indexOf(text.slice(0, 2).toUpperCase()) + 1)
  .refine(day => day > 0, { error: 'day is a weekday, such as MO or Monday' })
const Clock = (name: string) =>
  last
    .refine(text => /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text), { error: `${name} is a time such as 17:00` })
    .transform(text => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)))
const Moment = last
  .refine(text => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text.replace(' ', '+'))), {
    error: 'modified_after is a date or a date and time such as 2026-11-22T09:00:00Z',
  })
  .transform(text => Date.parse(text.replace(' ', '+')))

const perPage = whole('per_page', 999_999_999)
  .refine(n => n > 0, { error: 'per_page is at least 1' })
  .transform(n => Math.min(n, mostPerPage))

/** Parameters of every list, under both spellings in use. Others are let pass: validators and browsers add theirs. */
const Asked = z.object({
  page: whole('page', 10_000_000)
    .refine(n => n > 0, { error: 'page begins at 1' })
    .default(1),
  per_page: perPage.optional(),
  perPage: perPage.optional(),
  format: last
    .refine(text => ['', 'json', 'ndjson'].includes(text), { error: 'format is json or ndjson' })
    .default('json'),
  search: last.transform(text => text.slice(0, 200)).optional(),
  full: yes.default(true),
  full_service: yes.default(false),
  minimal: yes.default(false),
  taxonomy_term_id: given
    .transform(values => values.map(value => value.split(',').map(id => id.trim())))
    .refine(all => all.flat().every(isUuid), { error: 'taxonomy_term_id is a UUID, or several with commas' })
    .optional(),
  taxonomy_id: uuid('taxonomy_id').optional(),
  organization_id: uuid('organization_id').optional(),
  parent_id: uuid('parent_id').optional(),
  top_only: yes.default(false),
  modified_after: Moment.optional(),
  minimum_age: whole('minimum_age', 120).optional(),
  maximum_age: whole('maximum_age', 120).optional(),
  day: Weekday.optional(),
  start_time: Clock('start_time').optional(),
  end_time: Clock('end_time').optional(),
  postcode: last
    .transform(text => postcodeOf(text) ?? '')
    .refine(text => text !== '', { error: 'postcode is a whole postcode such as SW9 8JG' })
    .optional(),
  proximity: whole('proximity', 100_000).optional(),
  profile: last.optional(),
})

export type Ask = Omit<z.output<typeof Asked>, 'per_page' | 'perPage'> & { size: number; strict: boolean }

/** Throws what was wrong with it, as 400. `strict`: this address gives the fields of the profile only. */
export function readAsk(query: unknown, strict: boolean): Ask {
  const found = Asked.safeParse(query)
  if (!found.success) throw badRequest(found.error.issues.map(issue => issue.message).join('. '))
  const { per_page, perPage: other, ...ask } = found.data
  if (ask.proximity !== undefined && ask.postcode === undefined) throw badRequest('proximity needs a postcode')
  return { ...ask, size: per_page ?? other ?? usualPerPage, strict: strict || ask.profile === 'strict' }
}
