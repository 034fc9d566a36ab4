const hourMs = 3_600_000
/** Nobody works then, and the clocks never change at this hour. */
const hour = 3

const londonHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' })

/** The next 03:00 of Europe/London after an instant. */
export function nextNight(now: Date): Date {
  const full = Math.floor(now.getTime() / hourMs) * hourMs
  for (let ahead = 1; ahead <= 25; ahead++) {
    const at = new Date(full + ahead * hourMs)
    if (Number(londonHour.format(at)) === hour) return at
  }
  throw new RangeError('nextNight: a day without 03:00')
}
