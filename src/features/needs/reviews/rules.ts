// What follows from what is kept: who may, how far, in which words. Pure.
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list } from '../../../lib/words.ts'
import type { Subject } from '../../people/index.ts'
import { type Full, type Recommendation, type Review, type State, stateNames, states } from './schemas.ts'
import { typeShort } from './vocabulary.ts'

export const subjectOf = ({ places, status, enteredBy, changedBy }: Review): Subject => ({
  places,
  agreed: status === 'checked',
  handledBy: [enteredBy, changedBy].flatMap(id => id ?? []),
})

/** For a recommendation, or for one borough's part of it. */
export const recommendationSubject = (
  { review, recommendation }: Pick<Full, 'review' | 'recommendation'>,
  place?: string,
): Subject => ({
  agreed: review.status === 'checked',
  places: place === undefined ? recommendation.boroughs : [place],
})

type Told = { recommendation: Pick<Recommendation, 'boroughs'>; answers: Full['answers'] }

/** Whom a recommendation waits for: each borough it is addressed to, or its owner ('') where there is none. */
export const addressees = ({ boroughs }: Pick<Recommendation, 'boroughs'>): readonly string[] =>
  boroughs.length ? boroughs : ['']

export const stateAt = ({ answers }: Pick<Full, 'answers'>, place: string): State =>
  answers.find(answer => answer.place === place)?.state ?? 'not answered'

/**
 * How far a recommendation is as a whole: as far as the addressee who is least far, those set aside who did not accept it. It is done when all who
 * accepted it have done it, and not accepted when nobody accepts it.
 */
export function stateOf(full: Told): State {
  const all = addressees(full.recommendation).map(place => stateAt(full, place))
  return states.find(state => state !== 'not accepted' && all.includes(state)) ?? 'not accepted'
}

/** "Done in 2 of 4, not answered in 2": how many addressees are how far; the state alone where there is one. */
export function tallyWords(full: Told): string {
  const all = addressees(full.recommendation).map(place => stateAt(full, place))
  if (all.length === 1) return stateNames[all[0] ?? 'not answered']
  const told = states.toReversed().flatMap(state => {
    const n = all.filter(each => each === state).length
    return n > 0 ? [`${stateNames[state].toLowerCase()} by ${n}`] : []
  })
  return `${list(told)} of ${all.length} boroughs`.replace(/^./, first => first.toUpperCase())
}

/** "14 March 2019", "March 2019" or "2019". */
export const publishedWords = (published: string): string =>
  published.length === 4 ? published : published.length === 7 ? monthWords(published) : dayWords(published)

/** "SCR 2020/03, 2020": what a review is called in a list. */
export const nameOf = ({ type, reference, published }: Pick<Review, 'type' | 'reference' | 'published'>): string => {
  const short = typeShort(type)
  const number = reference.toUpperCase().startsWith(short) ? reference : `${short} ${reference}`.trim()
  return `${number}, ${published.slice(0, 4)}`
}

/** Where there is no such day, month or year, or it is still to come. */
export function wrongDay(published: string, today: string): string | undefined {
  const [, month = '01', day = '01'] = published.split('-')
  const date = new Date(`${published.slice(0, 4)}-${month}-${day}T00:00:00Z`)
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(published)
  if (!real || published < '1980')
    return 'Enter the day, month or year it was published, such as 2020-03-14, 2020-03 or 2020'
  return published > today.slice(0, published.length) ? 'A review is entered once it is published' : undefined
}

/** Are all these words somewhere in what is written? */
export const hasWords = (text: string, asked: string): boolean => {
  const all = text.toLocaleLowerCase('en-GB')
  return asked
    .toLocaleLowerCase('en-GB')
    .split(/\s+/)
    .every(word => all.includes(word))
}
