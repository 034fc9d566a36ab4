// When it happens: one series of times as people say it, and the words for times no rule can say.
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { type FieldError, readForm } from '../../../../platform/form.ts'
import { type Body, Schedule } from '../../schemas.ts'
import { choice, clock, clockShown, day, days, type Field, ticks, type Values, words } from './fields.ts'
import { type Part, partOf } from './part.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const repeats = {
  weekly: 'Every week',
  fortnightly: 'Every other week',
  monthly: 'Once a month',
  daily: 'Every day',
  once: 'Once, on one day',
} as const
const weeks = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', '-1': 'Last' } as const

export const timeFields: readonly Field[] = [
  {
    name: 'repeats',
    kind: 'radios',
    label: 'How often?',
    items: Object.entries(repeats).map(([value, text]) => ({ value, text })),
  },
  {
    name: 'byDay',
    kind: 'checks',
    label: 'On which days?',
    hint: 'Not needed for every day, or for one day.',
    items: weekdays.map((value, i) => ({ value, text: dayNames[i] ?? value })),
  },
  {
    name: 'week',
    kind: 'select',
    label: 'For once a month: which one in the month?',
    items: Object.entries(weeks)
      .map(([value, text]) => ({ value, text }))
      .sort((a, b) => Number(a.value === '-1') - Number(b.value === '-1')),
  },
  { name: 'starts', kind: 'text', width: 5, label: 'Starts', hint: 'For example, 4pm or 16:00.' },
  { name: 'ends', kind: 'text', width: 5, label: 'Ends', hint: 'For example, 6.30pm.' },
  { name: 'from', kind: 'day', label: 'First day', hint: 'The day it starts, or the one day it is on.' },
  { name: 'until', kind: 'day', label: 'Last day (optional)', hint: 'Leave it empty if it goes on.' },
  {
    name: 'calendar',
    kind: 'radios',
    label: 'In school time or in the holidays?',
    items: [
      { value: 'always', text: 'All year' },
      { value: 'term', text: 'Term time only' },
      { value: 'holidays', text: 'School holidays only' },
    ],
  },
  {
    name: 'bankHolidays',
    kind: 'radios',
    label: 'On bank holidays?',
    items: [
      { value: 'closed', text: 'It does not happen' },
      { value: 'open', text: 'It happens' },
      { value: 'unknown', text: 'Not sure: people check first' },
    ],
  },
  {
    name: 'exclude',
    kind: 'area',
    rows: 2,
    label: 'Days it does not happen (optional)',
    hint: 'One a line, such as 24 December 2026.',
  },
  { name: 'add', kind: 'area', rows: 2, label: 'Extra days (optional)', hint: 'One a line. Same times.' },
]

/** All mistakes of the page are told at once: these too, though another field may be wrong and hold no value. */
const always = () => true
const areTexts = (...values: readonly unknown[]): boolean => values.every(value => typeof value === 'string')

const Typed = z
  .object({
    repeats: choice(['weekly', 'fortnightly', 'monthly', 'daily', 'once'], 'Choose how often it happens'),
    byDay: ticks(weekdays),
    week: z.enum(['1', '2', '3', '4', '-1']).catch('1'),
    starts: clock('Enter when it starts, such as 4pm'),
    ends: clock('Enter when it ends, such as 6pm'),
    from: day('Enter the first day', true),
    until: day('Enter the last day, or leave it empty'),
    calendar: choice(['always', 'term', 'holidays'], 'Choose all year, term time or holidays'),
    bankHolidays: choice(['open', 'closed', 'unknown'], 'Choose what happens on bank holidays'),
    exclude: days(),
    add: days(),
  })
  .refine(form => !needsDays.has(form.repeats) || form.byDay.length > 0, {
    error: 'Choose at least one day',
    path: ['byDay'],
    when: always,
  })
  .refine(form => !(areTexts(form.from, form.until) && String(form.from) > String(form.until)), {
    error: 'The last day must not be before the first',
    path: ['until'],
    when: always,
  })
  .refine(form => !(areTexts(form.starts, form.ends) && isBackwards(form)), {
    error: 'It ends before it starts. Write times such as 4pm and 6pm; past midnight it may run for up to 12 hours',
    path: ['ends'],
    when: always,
  })

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const [day24, longestNight] = [24 * 60, 12 * 60]

/** Ends that are not after the start are on the next day: a night shelter's or a late club's, not an afternoon's. */
const isBackwards = ({ starts, ends }: { starts: string; ends: string }): boolean =>
  !(starts === '00:00' && ends === '00:00') && // midnight to midnight: the whole day
  minutes(ends) <= minutes(starts) &&
  minutes(ends) + day24 - minutes(starts) > longestNight

const needsDays = new Set<string>(['weekly', 'fortnightly', 'monthly'])

const place = ({ field }: FieldError): number => timeFields.findIndex(({ name }) => name === field)
const inOrder = (errors: readonly FieldError[]): FieldError[] => errors.toSorted((a, b) => place(a) - place(b))

/** One series of times from its form. */
export function readTimes(typed: unknown): { ok: true; schedule: Series } | { ok: false; errors: FieldError[] } {
  const form = readForm(Typed, typed)
  if (!form.ok) return { ok: false, errors: inOrder(form.errors) }
  const { repeats: how, byDay, week, ...rest } = form.data
  return {
    ok: true,
    schedule: Schedule.parse({
      ...rest,
      until: how === 'once' ? null : rest.until,
      freq: how === 'fortnightly' ? 'weekly' : how,
      interval: how === 'fortnightly' ? 2 : 1,
      byDay: !needsDays.has(how) ? [] : how === 'monthly' ? byDay.map(each => `${week}${each}`) : byDay,
    }),
  }
}

export type Series = z.output<typeof Schedule>

/** Can the form say it? A rule of a feed that is richer is kept, and not offered to be changed here. */
export const isPlain = ({ freq, interval, byDay, byMonthDay, count }: Series): boolean =>
  byMonthDay.length === 0 &&
  count === null &&
  (freq === 'weekly' ? interval <= 2 && byDay.every(each => each.length === 2) : interval === 1) &&
  (freq !== 'daily' || byDay.length === 0) &&
  (freq !== 'monthly' ||
    (byDay.every(each => each.length > 2) && new Set(byDay.map(each => each.slice(0, -2))).size === 1))

export function timeValues(one: Series | undefined, today: Day): Values {
  if (!one)
    return {
      repeats: 'weekly',
      byDay: [],
      week: '1',
      starts: '',
      ends: '',
      from: today,
      until: '',
      calendar: '',
      bankHolidays: '',
      exclude: '',
      add: '',
    }
  return {
    repeats: one.freq === 'weekly' && one.interval === 2 ? 'fortnightly' : one.freq,
    byDay: one.byDay.map(each => each.slice(-2)),
    week: one.freq === 'monthly' ? (one.byDay[0]?.slice(0, -2) ?? '1') : '1',
    starts: clockShown(one.starts),
    ends: clockShown(one.ends),
    from: one.from,
    until: one.until ?? '',
    calendar: one.calendar,
    bankHolidays: one.bankHolidays,
    exclude: one.exclude.join('\n'),
    add: one.add.join('\n'),
  }
}

/** A series put in the place of another, or at the end; without one, taken out. */
export function withTimes(body: Body, at: number | undefined, one?: Series): Body {
  const rest = [...body.schedules]
  if (at === undefined) return one ? { ...body, schedules: [...rest, one] } : body
  rest.splice(at, 1, ...(one ? [one] : []))
  return { ...body, schedules: rest }
}

export const when: Part = partOf({
  key: 'when',
  title: 'When it happens',
  lead: 'Each time of the week is one line. Add as many as there are.',
  fields: () => [
    {
      name: 'timesWords',
      kind: 'text',
      label: 'Anything else about times? (optional)',
      hint: 'Only what the lines above cannot say, such as “Ring first in August”.',
    },
  ],
  schema: ({ today }) => z.object({ timesWords: words(today, 300) }),
  patch: (body, form) => ({ ...body, ...form }),
  values: ({ timesWords }) => ({ timesWords }),
})
