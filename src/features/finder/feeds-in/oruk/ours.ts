// What a feed made by this program says beside the standard (`x-upstream`): read back, so that nothing is lost between two of them.
import { z } from 'zod'
import { Body, type NewBody } from '../../schemas.ts'
import { type Part, parts } from '../values.ts'

const shape = Body.shape

/** Parts that Open Referral has no place for. What does not fit is left as the standard's own fields say it. */
const fields = {
  summary: shape.summary,
  description: shape.description,
  activities: shape.activities,
  activityWords: shape.activityWords,
  themes: shape.themes,
  online: shape.online,
  onlineHref: shape.onlineHref,
  timesWords: shape.timesWords,
  gender: shape.gender,
  access: shape.access,
  accessWords: shape.accessWords,
  food: shape.food,
  cost: shape.cost,
  join: shape.join,
  bring: shape.bring,
  meet: shape.meet,
  travel: shape.travel,
  capacity: shape.capacity,
} as const

const keptPrivate = { name: '', address: '', locality: '', postcode: '', safe: true }

/** Only of a feed that is ours and says `x-upstream`: an empty object for any other. */
export function oursOf(own: Part, from: Part): Partial<NewBody> {
  if (Object.keys(own).length === 0) return {}
  const read = Object.entries(fields).flatMap(([field, schema]) => {
    const found = z.unknown().pipe(schema).safeParse(own[field])
    return found.success ? [[field, found.data] as const] : []
  })
  // No language said is English; the standard has to be told so.
  const english = JSON.stringify(parts(from.languages).map(({ code }) => code)) === '["en"]'
  // whoever takes it over is told that there is an address nobody may know, and never which
  const venue = own.addressKeptPrivate === true ? { venue: keptPrivate } : {}
  return { ...Object.fromEntries(read), ...(english ? { languages: [] } : {}), ...venue }
}
