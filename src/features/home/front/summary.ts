import { z } from 'zod'
import { changeMark, levelMark } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Sql, sql, when } from '../../../platform/sql.ts'
import { countOpenQuestions } from '../../needs/index.ts'
import { findByCodes } from '../../places/index.ts'
import type { Summary } from './views.ts'

const Marks = z.object({
  measure: z.string(),
  periodEnd: z.string(),
  places: z.number(),
  tested: z.number(),
  rising: z.number(),
  falling: z.number(),
  sustained: z.number(),
})
type Marks = z.output<typeof Marks>

/** Marks of the wards in the assessment in force, for one measure; a borough lead's own wards only. */
const marks = (db: Db, measureCode: string, boroughs: readonly string[] | undefined) =>
  db.maybe(
    Marks,
    sql`
    select m.name as measure, max(s.detail->>'periodEnd') as "periodEnd", count(*) as places,
      count(*) filter (where s.change in ('rising', 'falling', 'chance')) as tested, count(*) filter (where s.change = 'rising') as rising, count(*) filter (where s.change = 'falling') as falling,
      count(*) filter (where s.level = 'high and sustained') as sustained
    from signals s
    join assessments a on a.id = s.assessment_id and a.current and a.vintage like 'ward:%'
    join measures m on m.id = s.measure_id and m.code = ${measureCode}
    join places p on p.id = s.place_id
    left join places b on b.id = p.borough_id
    where true ${when(boroughs, (codes): Sql => sql`and b.code = any(${codes}::text[])`)}
    group by m.name`,
  )

/** What the start page says to somebody who may see signals; nothing to the rest. */
export async function startSummary(db: Db, pack: Pack, actor: Actor): Promise<Summary | undefined> {
  const boroughs = actor.role === 'borough-lead' ? actor.places : undefined
  if (!['borough-lead', 'officer', 'analyst', 'director'].includes(actor.role)) return undefined
  const title = boroughs && list((await findByCodes(db, boroughs)).map(place => place.name))
  const found = await marks(db, pack.headlines[0] ?? '', boroughs)
  if (!found) return title ? { title, sentence: 'No signals have been made for its wards yet.', items: [] } : undefined
  const open = await countOpenQuestions(db, actor)
  return {
    title: title || undefined,
    sentence: sentenceOf(found),
    items: [
      tile({ termHtml: changeMark('rising') }, found.rising, ['ward', 'wards'], '/signals?change=rising'),
      tile({ termHtml: changeMark('falling') }, found.falling, ['ward', 'wards'], '/signals?change=falling'),
      tile({ termHtml: levelMark([true, true, true]) }, found.sustained, ['ward', 'wards'], '/signals?high=sustained'),
      tile({ term: 'What changed here?' }, open, ['open question', 'open questions'], '/questions'),
    ],
    links: [
      { text: 'See the signals', href: '/signals' },
      { text: 'Open questions', href: '/questions' },
    ],
  }
}

type Item = Summary['items'][number]

/** A figure that leads to its own list, where there is anything in it. */
const tile = (
  term: Pick<Item, 'term' | 'termHtml'>,
  n: number,
  [one, many]: readonly [string, string],
  href: string,
): Item => ({ ...term, value: whole(n), unit: n === 1 ? one : many, ...(n > 0 ? { href } : {}) })

function sentenceOf({ measure, periodEnd, places, tested, rising, falling, sustained }: Marks): string {
  const period = `${measure}, 12 months to ${monthWords(periodEnd)}: `
  const change =
    tested === 0
      ? 'no ward’s change could be tested, because recording changed, months are missing or numbers are small.'
      : rising + falling === 0
        ? `no ward’s change can be told apart from chance.`
        : `${plural(rising, 'ward rises', 'wards rise')} and ${plural(falling, 'ward falls', 'wards fall')} beyond chance.`
  return `${period}${change} ${plural(sustained, 'ward', 'wards')} of ${whole(places)} stayed high for three years.`
}
