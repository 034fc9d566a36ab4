import { describe, expect, test } from 'vitest'
import { fold, icalendar } from './ical.ts'

const event = {
  uid: 'a@b',
  title: 'Review; part 1, of 2',
  from: '2026-12-31',
  to: '2026-12-31',
  url: '',
  note: 'Line\nnext \\',
}

describe('iCalendar of whole days', () => {
  test('ends the day after the last, and escapes what would end a field', () => {
    const text = icalendar('Upstream', '20261122T090000Z', [event])
    expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n')
    expect(text).toContain('SUMMARY:Review\\; part 1\\, of 2\r\n')
    expect(text).toContain('DESCRIPTION:Line\\nnext \\\\\r\n')
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  })

  test('a carriage return alone does not end a line, and no date has a year of five figures', () => {
    const text = icalendar('x', 'x', [{ ...event, title: 'One\rATTENDEE:two\r\nthree', to: '9999-12-31' }])
    expect(text).toContain('SUMMARY:One\\nATTENDEE:two\\nthree\r\n')
    expect(text).toContain('DTEND;VALUE=DATE:99991231\r\n')
  })

  test('folds long lines to 75 octets without cutting a character', () => {
    const folded = fold(`SUMMARY:${'é'.repeat(100)}`)
    for (const line of folded.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(folded.replaceAll('\r\n ', '')).toBe(`SUMMARY:${'é'.repeat(100)}`)
  })

  test('refuses an event that ends before it begins', () => {
    expect(() => icalendar('x', 'x', [{ ...event, to: '2026-12-30' }])).toThrow(RangeError)
  })
})
