// What can be chosen in the form of the finder, with what is chosen now.
import { accessKinds, genders, kinds } from '../schemas.ts'
import { dayNames, isNamedDay, minutesOf, timeNames } from './ask.ts'
import type { Found } from './found.ts'
import { nameOf } from './names.ts'
import { clockWords, longDay } from './times.ts'

interface Option {
  value: string
  text: string
  chosen: boolean
}
export interface Choices {
  days: Option[]
  times: Option[]
  kinds: Option[]
  activities: Option[]
  access: Option[]
  languages: Option[]
  genders: Option[]
  online: Option[]
  costs: Option[]
  sorts: Option[]
}

const fromTimes = ['15:00', '17:00', '19:00']
const mostActivities = 40
const pounds = [1, 2, 5, 10]

export function choicesOf(found: Found): Choices {
  const { query } = found
  return {
    days: daysOf(found),
    times: timesOf(found),
    kinds: fixed(found, 'kind', kinds, query.kind),
    activities: listed(found, 'activity', query.activity),
    access: fixed(found, 'access', accessKinds, query.access),
    languages: listed(found, 'language', query.language ? [query.language] : []),
    genders: fixed(found, 'gender', genders, [query.gender ?? 'all']),
    online: fixed(found, 'online', ['in-person', 'online'], query.online ? [query.online] : []),
    costs: [...new Set([...pounds, ...(query.upto ? [query.upto] : [])])]
      .sort((a, b) => a - b)
      .map(n => ({ value: String(n), text: found.t.say('cost.upto', { pounds: n }), chosen: n === query.upto })),
    sorts: fixed(found, 'sort', ['best', 'near', 'soon', 'name'], query.sort ? [query.sort] : []),
  }
}

function daysOf({ query, clock, t }: Found): Option[] {
  const named = dayNames.map(value => ({ value, text: t.say(`day.${value}`), chosen: value === (query.day ?? 'any') }))
  const other = query.day !== undefined && !isNamedDay(query.day) ? query.day : undefined
  return other === undefined
    ? named
    : [...named, { value: other, text: longDay(other, clock.today, t.code), chosen: true }]
}

function timesOf({ query, t }: Found): Option[] {
  const clocks = [...new Set([...fromTimes, ...(query.time?.includes(':') ? [query.time] : [])])].sort()
  return [
    { value: '', text: t.say('time.any'), chosen: query.time === undefined },
    ...timeNames.map(value => ({ value, text: t.say(`time.${value}`), chosen: query.time === value })),
    ...clocks.map(value => ({
      value,
      text: t.say('time.from', { time: clockWords(minutesOf(value), t.code) }),
      chosen: query.time === value,
    })),
  ]
}

function fixed({ t, results }: Found, facet: string, values: readonly string[], chosen: readonly string[]): Option[] {
  return values.map(value => {
    const n = results.facets[facet]?.find(one => one.value === value)?.count
    const words = nameOf(t, results, facet, value)
    return { value, text: n === undefined ? words : `${words} (${n})`, chosen: chosen.includes(value) }
  })
}

/** What the results hold of it, in the words search has for it. What is chosen stays, though nothing has it. */
function listed({ results }: Found, facet: 'activity' | 'language', chosen: readonly string[]): Option[] {
  const there = (results.facets[facet] ?? []).slice(0, mostActivities)
  const gone = chosen.filter(value => !there.some(one => one.value === value))
  return [
    ...there.map(({ value, text, count }) => ({ value, text: `${text} (${count})`, chosen: chosen.includes(value) })),
    ...gone.map(value => ({ value, text: value.replaceAll('-', ' '), chosen: true })),
  ]
}
