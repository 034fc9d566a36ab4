import { z } from 'zod'
import { addDays, type Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { nowhere } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { answerStates } from './schemas.ts'
import * as service from './service.ts'

const Seen = z.object({ text: z.string(), daysAgo: z.number(), address: z.string().default('') })
const Said = z.object({
  place: z.string().default(''),
  state: z.enum(answerStates),
  response: z.string().default(''),
  daysAgo: z.number(),
  evidence: z.array(Seen).default([]),
})
/** A review of an invented city, with what came of it. */
export const ToldReview = z.object({
  id: z.string(),
  type: z.string(),
  reference: z.string(),
  title: z.string(),
  publisher: z.string(),
  published: z.string(),
  address: z.string(),
  places: z.array(z.string()),
  themes: z.array(z.string()),
  areas: z.array(z.string()).default([]),
  enteredDaysAgo: z.number(),
  /** Not checked yet without. */
  checkedDaysAgo: z.number().optional(),
  recommendations: z.array(
    z.object({
      id: z.string().default(''),
      text: z.string(),
      owner: z.string(),
      themes: z.array(z.string()),
      boroughs: z.array(z.string()).default([]),
      answers: z.array(Said).default([]),
    }),
  ),
})
type ToldReview = z.output<typeof ToldReview>

/** Enters an invented review by the hands of an officer and a director. Gives the keys of what it recommends, by the story's own names. */
export async function enterReview(
  db: Db,
  told: ToldReview,
  { officer, director }: { officer: Actor; director: Actor },
  today: Day,
): Promise<Map<string, string>> {
  const by = (actor: Actor, daysAgo: number) => ({ actor, today: addDays(today, -daysAgo) })
  const { recommendations, enteredDaysAgo, checkedDaysAgo, ...said } = told
  const id = await service.enter(db, by(officer, enteredDaysAgo), { ...nowhere, ...said })
  const asked = recommendations.map((each, k) => ({ ...each, number: k + 1 }))
  const ids = await service.add(db, by(officer, enteredDaysAgo), id, asked)
  const entered = checkedDaysAgo === undefined ? undefined : await queries.find(db, id)
  if (checkedDaysAgo !== undefined && entered)
    await service.check(db, by(director, checkedDaysAgo), id, entered.version)
  for (const [k, { answers }] of recommendations.entries())
    for (const answer of answers) await tell(db, ids[k] ?? 0, answer, daysAgo => by(officer, daysAgo))
  return new Map([
    [told.id, `review/${id}`],
    ...recommendations.map((each, k): [string, string] => [each.id, `recommendation/${ids[k]}`]),
  ])
}

async function tell(db: Db, id: number, answer: z.output<typeof Said>, by: (daysAgo: number) => service.Doing) {
  const to = await queries.recommendation(db, id)
  if (!to) return
  const { place, state, response, daysAgo, evidence } = answer
  await service.answer(db, by(daysAgo), to, { place, state, response, version: 0 })
  for (const { daysAgo: seen, ...each } of evidence)
    await service.addEvidence(db, by(daysAgo), to, { ...each, place, seenOn: by(seen).today })
}
