import { changeMark, levelMark } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { countOpenQuestions, type WardMarks, wardMarks } from '../../needs/index.ts'
import { findByCodes } from '../../places/index.ts'
import type { Summary } from './views.ts'

/** What the start page says to somebody who may see signals; nothing to the rest. */
export async function startSummary(db: Db, pack: Pack, actor: Actor): Promise<Summary | undefined> {
  const boroughs = actor.role === 'borough-lead' ? actor.places : undefined
  if (!['borough-lead', 'officer', 'analyst', 'director'].includes(actor.role)) return undefined
  const title = boroughs && list((await findByCodes(db, boroughs)).map(place => place.name))
  const found = await wardMarks(db, pack, actor)
  if (!found) return title ? { title, sentence: 'No signals have been made for its wards yet.', items: [] } : undefined
  const open = await countOpenQuestions(db, actor)
  return {
    title: title || undefined,
    sentence: sentenceOf(found),
    items: [
      tile({ termHtml: changeMark('rising') }, found.rising, ['ward', 'wards'], '/signals?change=rising'),
      tile({ termHtml: changeMark('falling') }, found.falling, ['ward', 'wards'], '/signals?change=falling'),
      tile({ termHtml: levelMark([true, true, true]) }, found.sustained, ['ward', 'wards'], '/signals?high=sustained'),
      tile(
        { term: 'What changed here?' },
        open,
        ['open question, any measure', 'open questions, all measures'],
        '/questions',
      ),
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

function sentenceOf(marks: WardMarks): string {
  const { measure, end, places, rising, falling, chance, hidden, hiddenLevels, sustained } = marks
  const period = `${measure}, 12 months to ${monthWords(end)}: `
  const change =
    rising + falling + chance === 0
      ? 'no ward’s change could be tested, because recording changed, months are missing or numbers are small.'
      : rising + falling === 0
        ? `no ward’s change can be told apart from chance.`
        : `${plural(rising, 'ward rises', 'wards rise')} and ${plural(falling, 'ward falls', 'wards fall')} beyond chance.`
  const level =
    hiddenLevels < places
      ? ` ${plural(sustained, 'ward', 'wards')} of ${whole(places)} stayed high for three years.`
      : ''
  const rest = hidden > 0 ? ` The marks of ${plural(hidden, 'ward')} are not shown: numbers behind them are small.` : ''
  return `${period}${change}${level}${rest}`
}
