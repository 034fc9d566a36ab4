// The parts of the page: each with its picture, its table and what was tested.
import { barsUp, formatRate, heatStrip, hourWords, quantileBreaks } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { notShown } from '../../evidence/index.ts'
import type { ByHour, When } from './compute.ts'
import { weekdays } from './hours.ts'
import { hubPart } from './hub-part.ts'
import type { HubLine } from './hubs.ts'
import { monthParts, slotHead, slotTable } from './month-parts.ts'
import { cells, type Part, part } from './page.ts'
import { peakWords } from './statement.ts'
import { about, hourSpan, isApart, spanWords, timesWords } from './words.ts'

export function partsOf(when: When, hubs: readonly HubLine[]): Part[] {
  const { hours } = when
  return [
    ...(hours ? [bandPart(when, hours), weekPart(when, hours), dayPart(when, hours), holidayPart(hours)] : []),
    ...(hubs.length > 0 ? [hubPart(when, hubs)] : []),
    ...monthParts(when),
  ].filter(one => one.words !== '' || one.table !== null)
}

function bandPart({ band, scope }: When, hours: ByHour): Part {
  const test = hours.band
  const days = { text: 'Who set these hours, and how to change them', href: '/calendars#hours' }
  if (!test)
    return part({ id: 'band', title: band.name, words: 'Too few events with a known hour to compare.', more: [days] })
  const unknown = hours.unknownHours
    ? ` Were the events without an hour spread evenly over their day, the share would be ${share(test.spreadShare)}.`
    : ''
  return part({
    id: 'band',
    title: `${band.name} against the rest of the week`,
    words:
      `${about(test.count, hours.rounded)} of ${about(test.count + test.rest, hours.rounded)} ${scope.measure.unit} with a known hour, ${share(test.share)}: ${timesWords(test)} as many an hour. ${isApart(test) ? 'That is more than chance would explain.' : 'That cannot be told from chance.'}`.replace(
        'more than chance would',
        (test.ratio ?? 1) < 1 ? 'less than chance would' : 'more than chance would',
      ),
    table: {
      caption: `${band.name} against the rest`,
      head: ['Hours', sentence(scope.measure.unit), 'Hours in the period', 'Events an hour'],
      rows: cells([
        [band.name, about(test.count, hours.rounded), whole(test.hours), formatRate(test.count / test.hours, 2)],
        [
          'All other hours',
          about(test.rest, hours.rounded),
          whole(test.restHours),
          formatRate(test.rest / test.restHours, 2),
        ],
      ]),
    },
    note: `Exact test of two rates, counted by how often each hour came round, ${spanWords(hours.from, hours.to)}${widerWords(test.dispersion)}.${unknown}`,
    more: [days],
  })
}

const widerWords = (dispersion: number) =>
  dispersion > 1.05 ? `; limits widened because days vary ${formatRate(dispersion)} times as much as chance` : ''
const share = (n: number) => `${formatRate(100 * n)}%`

function weekPart({ scope }: When, hours: ByHour): Part {
  if (!hours.grid)
    return part({
      id: 'hours',
      title: 'Hours of the day',
      words:
        `${peakWords(hours)} ${hours.total === null ? '' : 'Too few for single hours of each weekday, so three hours stand together, all days.'}`.trim(),
      svg: barsUp({
        id: 'three-hours',
        title: `${scope.measure.name} by three hours of the day`,
        unit: scope.measure.unit,
        rows: hours.threeHours.map((value, i) => ({ name: hourWords(3 * i), value, why: notShown })),
      }),
      table: {
        caption: 'Events by three hours of the day',
        head: ['Hours', sentence(scope.measure.unit)],
        rows: cells(hours.threeHours.map((n, i) => [hourSpan(3 * i, 3), about(n, hours.rounded)])),
      },
      folded: true,
    })
  const grid = hours.grid
  const fromSix = (row: readonly (number | null)[]) => [...row.slice(6), ...row.slice(0, 6)]
  const rows = weekdays.map((name, i) => ({ name, short: name.slice(0, 3), values: fromSix(grid[i] ?? []) }))
  return part({
    id: 'hours',
    title: 'Hours of the week',
    words: `${peakWords(hours)} ${clockWords(hours)}`.trim(),
    svg: heatStrip({
      id: 'hours-of-week',
      title: `${scope.measure.name} by hour and weekday`,
      unit: scope.measure.unit,
      from: 6,
      rows,
      breaks: quantileBreaks(grid.flat(), 5, 0),
    }),
    table: {
      caption: 'Events by hour and weekday',
      head: ['Hour', ...weekdays.map(name => name.slice(0, 3))],
      rows: cells(
        Array.from({ length: 24 }, (_, i) => (i + 6) % 24).map(hour => [
          hourWords(hour),
          ...weekdays.map((_, day) => cellWords(grid[day]?.[hour])),
        ]),
      ),
    },
    folded: true,
    note: `Each row runs from 6am to 6am by the clock; the hours after midnight are those of the same calendar day. Darker: more.${hours.rounded ? ' To the nearest 5.' : ''}`,
  })
}

const cellWords = (n: number | null | undefined) => (n === null || n === undefined ? notShown : whole(n))

function clockWords({ clock }: ByHour): string {
  if (!clock || clock.mean.meanSlot === null || clock.mean.resultantLength === null) return ''
  const hour = Math.floor(clock.mean.meanSlot)
  const minute = Math.floor(60 * (clock.mean.meanSlot - hour))
  const alike = clock.alikeP < 0.05
  if (!alike) return 'The hours cannot be told apart from chance.'
  return `The mean time on the clock is ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}, with ${formatRate(100 * clock.mean.resultantLength, 0)}% of full agreement (0% is evenly round the clock, or two opposite peaks).`
}

function dayPart({ scope }: When, hours: ByHour): Part {
  const slots = hours.weekdays
  if (!slots) return part({ id: 'weekdays', title: 'Weekdays', words: 'A weekday has too few events to show.' })
  const out = slots.filter(slot => slot.q < 0.05)
  return part({
    id: 'weekdays',
    title: 'Weekdays',
    words:
      out.length === 0
        ? 'No weekday differs from the others by more than chance.'
        : `${out.map(slot => `${slot.name} ${timesWords(slot)}`).join('; ')} as many as on an average day of the rest of the week.`,
    svg: barsUp({
      id: 'weekday-bars',
      title: `${scope.measure.name} a day, by weekday`,
      unit: `${scope.measure.unit} a day`,
      figures: 'rate',
      rows: slots.map(slot => ({ name: slot.name, short: slot.name.slice(0, 3), value: slot.count / slot.exposure })),
    }),
    table: slotTable('Weekdays', slots, slotHead('Weekday', scope.measure.unit, 'Such days'), hours.rounded),
    folded: true,
  })
}

function holidayPart({ school, bank }: ByHour): Part {
  const rows = [
    ...(school
      ? [
          [
            'School holidays against term',
            whole(school.inside),
            whole(school.outside),
            timesWords(school),
            isApart(school) ? 'yes' : 'no',
          ],
        ]
      : []),
    ...(bank
      ? [
          [
            'Bank holidays against other days',
            whole(bank.inside),
            whole(bank.outside),
            timesWords(bank),
            isApart(bank) ? 'yes' : 'no',
          ],
        ]
      : []),
  ]
  return part({
    id: 'holidays',
    title: 'School holidays and bank holidays',
    words:
      rows.length === 0
        ? 'No calendar is loaded that covers enough of these days. Term dates and bank holidays are loaded under Calendars.'
        : 'Days of each kind, with the weekday and the season taken out (quasi-Poisson, one yearly wave).',
    table:
      rows.length === 0
        ? null
        : {
            caption: 'Holidays against other days',
            head: ['What', 'Such days', 'Other days', 'Events a day over those of other days', 'Beyond chance'],
            rows: cells(rows),
          },
    more: [{ text: 'Calendars', href: '/calendars' }],
  })
}
