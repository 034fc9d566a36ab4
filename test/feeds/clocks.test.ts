// A session at 17:00 stays 17:00 across both clock changes, in every format it goes out in.
import { describe, expect, test } from 'vitest'
import type { PublicEntry } from '../../src/features/finder/entries/public.ts'
import { seriesPart } from '../../src/features/finder/feeds-out/active/series.ts'
import { sessionPart } from '../../src/features/finder/feeds-out/active/sessions.ts'
import type { Told } from '../../src/features/finder/feeds-out/entry.ts'
import { jsonLd } from '../../src/features/finder/feeds-out/more/json-ld.ts'
import { scheduleParts } from '../../src/features/finder/feeds-out/oruk/schedules.ts'
import { bodyOf } from '../../src/features/finder/feeds-out/testing.ts'
import { Body } from '../../src/features/finder/schemas.ts'
import { timedCalendar } from '../../src/lib/ical/timed.ts'

const daily = {
  from: '2026-01-01',
  starts: '17:00',
  ends: '18:00',
  freq: 'daily' as const,
  bankHolidays: 'open' as const,
}
const entry: PublicEntry = {
  ...{ id: 'ac148810-d857-441c-9679-408f346de14b', kind: 'activity', version: 1, boroughId: null, boroughCode: null },
  body: Body.parse(bodyOf({ schedules: [daily] })),
  organisation: {
    ...{
      id: 'd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610',
      key: 'mill',
      name: 'Old Mill Trust',
      description: '',
      kind: 'charity',
    },
    ...{ charityNumber: null, companyNumber: null, website: null, email: null, phone: null },
  },
  ...{ checkedOn: null, reviewOn: null, sourceId: null, sourceRef: null, modified: 1 },
  licence: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
}
const factsOf = () => () => ({ kind: 'term' as const, bankHoliday: false })
const told = (today: string): Told => ({
  publisher: { address: 'https://city.example', unit: 'The unit', city: 'Riverton', watermark: '' },
  ...{ places: new Map(), today, minutes: 0, factsOf },
})

// The day before a change and the day of it: the offset of London, seen from outside.
describe.each([
  ['2026-03-28', '+00:00'],
  ['2026-03-29', '+01:00'],
  ['2026-10-24', '+01:00'],
  ['2026-10-25', '+00:00'],
])('on %s', (day, offset) => {
  test('OpenActive session and schema.org event begin at 17:00 there, with the offset of that day', () => {
    const session = sessionPart(
      { id: 'a', entryId: entry.id, modified: 1, day, starts: 1_020, ends: 1_080 },
      told(day).publisher,
    )
    expect(session).toMatchObject({ startDate: `${day}T17:00:00${offset}`, endDate: `${day}T18:00:00${offset}` })
    expect(jsonLd(entry, told(day)).startDate).toBe(`${day}T17:00:00${offset}`)
  })
  test('series are told in wall time, without a zone in the time', () => {
    const series = JSON.stringify([
      seriesPart(entry, told(day)),
      scheduleParts(entry, told(day)),
      jsonLd(entry, told(day)).eventSchedule,
    ])
    expect(series.match(/"(startTime|opens_at)":"[^"]*"/g)).toEqual([
      '"startTime":"17:00"',
      '"opens_at":"17:00"',
      '"startTime":"17:00"',
    ])
    const made = { today: day, stamp: '20260101T000000Z', factsOf: factsOf() }
    const event = {
      uid: 'a@b.example',
      sequence: 1,
      title: 'Boxing',
      note: '',
      place: '',
      url: '',
      schedules: entry.body.schedules,
    }
    const calendar = timedCalendar('Boxing', made, [event])
    expect(calendar).toMatch(/DTSTART;TZID=Europe\/London:\d{8}T170000\r\n/)
    expect(calendar).toContain('TZOFFSETTO:+0100')
  })
})
