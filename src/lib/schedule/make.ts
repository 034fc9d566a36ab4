import type { Schedule } from './types.ts'

/** A weekly schedule from 4pm to 6pm of which only what differs is said; what is left out does not limit. */
export const schedule = (part: Partial<Schedule> & Pick<Schedule, 'from'>): Schedule => ({
  zone: 'Europe/London',
  until: null,
  checkedUntil: null,
  starts: '16:00',
  ends: '18:00',
  freq: 'weekly',
  interval: 1,
  byDay: [],
  byMonthDay: [],
  count: null,
  exclude: [],
  add: [],
  calendar: 'always',
  bankHolidays: 'unknown',
  ...part,
})
