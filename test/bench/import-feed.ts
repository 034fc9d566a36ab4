// An invented OpenActive feed, as long as one likes: each page is made when it is asked for.
import type { Raw } from '../../src/features/finder/feeds-in/fetch.ts'
import { chance, pointIn } from './finder-data.ts'

export const perPage = 500
export const address = 'https://sessions.example/feed'
export const licence = 'https://creativecommons.org/licenses/by/4.0/'
const boxing = 'https://openactive.io/activity-list#d4417bb3-383f-489b-b0c7-731b82f3b220'

/** One session series a week, as leisure centres publish them. */
function item(i: number) {
  const random = chance(31 + i)
  const { longitude, latitude } = pointIn(random)
  const hour = 9 + Math.floor(random() * 11)
  const club = Math.floor(i / 40)
  return {
    ...{ id: `s${i}`, kind: 'SessionSeries', state: 'updated', modified: 1_700_000_000_000 + i },
    data: {
      ...{
        '@type': 'SessionSeries',
        '@id': `${address}/s${i}`,
        name: `Boxing ${i}`,
        description: 'Gloves and pads are there.',
      },
      activity: [{ '@id': boxing, prefLabel: 'Boxing' }],
      organizer: { '@id': `${address}/clubs/${club}`, name: `Club ${club}` },
      location: { name: `Hall ${club}`, geo: { longitude, latitude } },
      ageRange: { minValue: 8 + (i % 9), maxValue: 18 },
      offers: [{ price: i % 3 === 0 ? 0 : 2.5, priceCurrency: 'GBP' }],
      eventSchedule: [
        {
          ...{ startDate: '2026-01-05', repeatFrequency: 'P1W', scheduleTimezone: 'Europe/London' },
          byDay: [`https://schema.org/${['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'][i % 5]}`],
          ...{ startTime: `${String(hour).padStart(2, '0')}:00`, endTime: `${String(hour + 1).padStart(2, '0')}:00` },
        },
      ],
    },
  }
}

const ended = (i: number) => ({
  ...{ id: `s${i * 10}`, kind: 'SessionSeries', state: 'deleted', modified: 1_800_000_000_000 + i },
})

/** A feed of `n` sessions. After `end()` it says of every tenth that it has ended. */
export function feedOf(n: number) {
  let gone = 0
  const raw =
    (asked: (at: number) => void): Raw =>
    url => {
      const at = Number(new URL(url).searchParams.get('at') ?? '0')
      asked(at)
      const upTo = Math.min(at + perPage, n + gone)
      const items = Array.from({ length: upTo - at }, (_, k) => (at + k < n ? item(at + k) : ended(at + k - n)))
      const body = JSON.stringify({ items, next: `${address}?at=${upTo}`, license: licence })
      return Promise.resolve({ ok: true, status: 200, headers: {}, body })
    }
  const end = () => {
    gone = Math.floor(n / 10)
    return gone
  }
  return { raw, end }
}
