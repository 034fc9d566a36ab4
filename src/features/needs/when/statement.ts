// The finding in plain words, and what must stand beside it wherever it stands.
import { monthWords } from '../../../lib/dates.ts'
import { list as listed, plural, whole } from '../../../lib/words.ts'
import type { ByHour, When } from './compute.ts'
import { placeWords } from './scope.ts'
import { about, hourSpan, isApart, spanWords, standingOut, timesWords } from './words.ts'

export const titleOf = ({ scope }: When): string =>
  `When: ${scope.measure.name.toLowerCase()} in ${placeWords(scope.spot)}`

export function statementOf(when: When): string {
  const said = [when.hours ? hoursSaid(when, when.hours) : '', monthsSaid(when)].filter(Boolean)
  return said.join(' ')
}

function hoursSaid({ band, scope }: When, hours: ByHour): string {
  const period = spanWords(hours.from, hours.to)
  const { measure, spot } = scope
  if (!hours.band)
    return `${measure.name} in ${placeWords(spot)}, ${period}: too few events with a known hour to say when they happen.`
  const { count, rest, ratio } = hours.band
  const of = `${about(count, hours.rounded)} of ${about(count + rest, hours.rounded)} ${measure.unit}`
  const how = isApart(hours.band)
    ? `${timesWords(hours.band)} as many an hour as in the rest of the week`
    : `as many an hour as in the rest of the week, as far as chance lets us tell (${timesWords(hours.band)})`
  return ratio === null
    ? ''
    : `${measure.name} in ${placeWords(spot)}, ${period}: ${band.name.toLowerCase()} held ${of}, ${how}.${schoolSaid(hours)}`
}

function schoolSaid({ school }: ByHour): string {
  if (!school) return ''
  return isApart(school)
    ? ` School holidays had ${timesWords(school)} as many a day as term, weekday and season taken out.`
    : ` School holidays and term cannot be told apart from chance (${timesWords(school)}).`
}

function monthsSaid({ months, scope, hours }: When): string {
  if (typeof months === 'string') return hours ? '' : noMonths[months]
  const { profile, from, to } = months
  const out = standingOut(profile.months)
  const lead = hours ? 'By month' : `${scope.measure.name} in ${placeWords(scope.spot)} by month`
  const period = `${monthWords(from)} to ${monthWords(to)}`
  if (out.length === 0) return `${lead}, ${period}: no month of the year differs from the others by more than chance.`
  const [most, least] = [out[0], out.at(-1)]
  const said = [most, least].filter((slot, i, all) => slot && all.indexOf(slot) === i)
  const words = said.map(
    slot => `${slot?.name} had ${timesWords(slot ?? nobody)} as many a day as the rest of the year`,
  )
  return `${lead}, ${period}: ${words.join('; ')}.`
}

const nobody = { ratio: null, lower: null, upper: null }
const noMonths = {
  none: 'Nothing is known by month.',
  short: 'Fewer than 12 months are known since recording last changed, too few to compare months of the year.',
  held: 'Some months have so few events that none is shown one by one.',
}
export const noMonthsWords = (why: keyof typeof noMonths): string => noMonths[why]

export function notesOf(when: When): string[] {
  const { scope, hours, months } = when
  const month = typeof months === 'string' ? undefined : months
  return [
    ...(hours
      ? [
          'Hours are those at which an event was said to have happened. A time that nobody knew, or that was written down roughly, moves events to the wrong hour.',
          ...(hours.leftOut.length > 0
            ? [
                `Not everybody who sends these files sent them for ${listed(hours.leftOut.map(month => monthWords(month)))}: ${hours.leftOut.length === 1 ? 'that month is' : 'those months are'} left out, days and all.`,
              ]
            : []),
          ...(hours.unknownHours
            ? [
                `${about(hours.unknownHours, hours.rounded)} of ${about(hours.total, hours.rounded)} events have no hour. They are left out of the hours and counted by day.`,
              ]
            : []),
          ...(hours.clock?.midnight
            ? [
                `Midnight has ${whole(hours.clock.midnight.count)} events, the hours on either side ${whole(hours.clock.midnight.beside)} on average: midnight may stand for “time not known”. Ask whoever sends the file.`,
              ]
            : []),
          ...(hours.rounded
            ? ['Counts by hour are to the nearest 5, and small ones are not shown, so that nobody can be recognised.']
            : []),
        ]
      : [
          `The files of this measure have months, and no days or hours. A month cannot tell a school holiday, a bank holiday, a weekday or an hour, and this page does not guess. ${whereHours(when)}`.trim(),
        ]),
    ...(month && month.profile.years === 1
      ? [
          'One year is known since recording last changed: what is different about a month cannot be told from what was different about that year.',
        ]
      : []),
    ...calendarNotes(when),
    'More at some times may be more people about, more reporting or more police. It does not say why.',
    ...(scope.measure.note ? [scope.measure.note] : []),
  ]
}

const whereHours = ({ scope }: When): string =>
  scope.store.measures.length > 0 ? 'An incident file, or hospital data (ISTV), would have them.' : ''

function calendarNotes({ hours, calendars }: When): string[] {
  if (!hours) return []
  if (calendars.known === 0)
    return [
      'No school term dates are loaded for this place, so holidays and term are not compared. They are loaded under Calendars.',
    ]
  return [
    ...(calendars.known < calendars.of
      ? [
          `${plural(calendars.of - calendars.known, 'borough')} of ${calendars.of} without term dates: days are compared only where all boroughs are known, so none is.`,
        ]
      : []),
    ...(hours.school && hours.school.left > 0 && calendars.of > 1
      ? [
          `${plural(hours.school.left, 'day')} on which boroughs differ, or whose calendar is not known, are left out of the comparison of holidays and term.`,
        ]
      : []),
  ]
}

export const peakWords = (hours: ByHour): string => {
  const known = hours.threeHours.map(n => n ?? 0)
  const all = known.reduce((sum, n) => sum + n, 0)
  const most = known.reduce((best, n, i) => (n > (known[best] ?? 0) ? i : best), 0)
  return all < 20
    ? ''
    : `The busiest three hours of the day: ${hourSpan(3 * most, 3)}, ${Math.round((100 * (known[most] ?? 0)) / all)}% of events with a known hour.`
}
