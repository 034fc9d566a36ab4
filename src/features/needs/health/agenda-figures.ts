// The figures a month's agenda opens with, as an officer sees them: frozen on the day, held against those of today when it is read.
import { addMonths, daysBetween, firstDay, type Month, monthWords } from '../../../lib/dates.ts'
import { rateRatioTest } from '../../../lib/stats/index.ts'
import { decimal } from '../../../lib/words.ts'
import type { Reading } from '../analyses/reading.ts'
import type { Frozen } from './agenda-schemas.ts'
import * as figures from './figures.ts'
import type { Look } from './look.ts'
import { partsTable } from './parts.ts'
import { cellWords, headFigures, readingOf } from './reading.ts'

const daysIn = (month: Month) => daysBetween(firstDay(month), firstDay(addMonths(month, 1)))

function totalOf(look: Look, month: Month): { all: figures.Cell; sites: figures.Cell[] } {
  const [row] = figures.monthRows(look, [month])
  return { all: row?.total ?? { count: null, hidden: false }, sites: row?.cells ?? [] }
}

/** This month against the same a year before, a day for a day, with what chance alone would do. */
function changeWords(look: Look, month: Month, before: Month): { value: string; interval: string } {
  const [now, then] = [totalOf(look, month), totalOf(look, before)]
  const same = now.sites.every((cell, i) => (cell.count === null) === (then.sites[i]?.count === null))
  if (now.all.count === null || then.all.count === null || !same) return { value: 'cannot be told', interval: '' }
  const { ratio, lower, upper } = rateRatioTest({
    x1: now.all.count,
    n1: daysIn(month),
    x2: then.all.count,
    n2: daysIn(before),
  })
  if (ratio === null || !Number.isFinite(ratio)) return { value: 'cannot be told', interval: '' }
  const chance = lower <= 1 && upper >= 1 ? '; not distinguishable from chance' : ''
  const interval = `95% interval ${decimal(lower, 2)} to ${Number.isFinite(upper) ? decimal(upper, 2) : 'any'}${chance}`
  return { value: `${decimal(ratio, 2)} times`, interval }
}

function figuresOf(look: Look): Reading['figures'] {
  const { end } = look
  const before = addMonths(end, -12)
  const count = (month: Month) => cellWords(totalOf(look, month).all)
  const none = { count: '', denominator: '', interval: '' }
  const unknown = headFigures(look)[2]
  return [
    { ...none, label: 'Attendances after assault', value: count(end), period: monthWords(end) },
    { ...none, label: 'The month before', value: count(addMonths(end, -1)), period: monthWords(addMonths(end, -1)) },
    {
      ...none,
      label: 'Against the same month a year before, day for day',
      ...changeWords(look, end, before),
      count: `${count(end)} against ${count(before)}`,
      period: `${monthWords(end)} against ${monthWords(before)}`,
    },
    ...(unknown ? [unknown] : []),
  ]
}

function sitesTable(look: Look): Frozen['tables'][number] {
  const months = [look.end, addMonths(look.end, -1), addMonths(look.end, -12)]
  const columns = months.map(month => totalOf(look, month).sites)
  const rows = figures
    .sitesOf(look)
    .map(({ name }, i) => [name, ...columns.map(cells => cellWords(cells[i] ?? { count: null, hidden: false }))])
  return { caption: 'By hospital', heads: ['Hospital', ...months.map(monthWords)], rows }
}

/** All that an agenda holds of its month. */
export async function freeze(rooms: Parameters<typeof readingOf>[0], look: Look): Promise<Frozen> {
  const { imports, source, notes } = await readingOf(rooms, look)
  const month = [look.end]
  const when = monthWords(look.end)
  return {
    figures: figuresOf(look),
    tables: [
      sitesTable(look),
      partsTable(`When, ${when}`, 'Time of the week', figures.byBand(look, month)),
      partsTable(`In what kind of place, ${when}`, 'Kind of place', figures.bySetting(look, month)),
      partsTable(`With what, ${when}`, 'Weapon', figures.byMethod(look, month)),
    ].map(({ caption, heads, rows }) => ({ caption, heads, rows })),
    ...{ imports, source, notes },
    measure: look.measure.code,
    seenOn: look.today,
  }
}
