// Entries as lines of the spreadsheet: what is taken down can be changed and sent up again, and says the same where nothing was changed. Pure.
import { type Day, dayWords } from '../../../../lib/dates.ts'
import { activityOf, themeOf } from '../../activities.ts'
import type { Values } from '../../entries/form/fields.ts'
import { parts } from '../../entries/form/parts.ts'
import { isPlain, type Series, timeValues } from '../../entries/form/times.ts'
import type { Body, Kind } from '../../schemas.ts'
import { readCell, yesNo } from './cells.ts'
import { type Column, columns, often, timeKeys } from './columns.ts'
import { ourReference, theirReference } from './reference.ts'

interface Written {
  id: string
  kind: Kind
  body: Body
}

/** The first line says what it is and one of its times; each other line another time. */
export function linesOf(entry: Written, today: Day): string[][] {
  const { body, kind } = entry
  const reference = theirReference(body) || ourReference(entry.id)
  const said: Values = { ...Object.assign({}, ...parts.map(part => part.values(body, kind))), reference, kind }
  // a rule the form cannot say stays as it is: its cells are left empty, which changes nothing
  const times = body.schedules.every(isPlain) ? body.schedules.map(one => timesOf(one, today)) : []
  const [first = {}, ...more] = times
  const line = (values: Values) => columns.map(column => cellOf(column, values, kind))
  return [line({ ...said, ...first }), ...more.map(time => line({ reference, ...time }))]
}

/** A series as its columns say it: the week of a month is part of how often. */
function timesOf(one: Series, today: Day): Values {
  const { week, repeats, ...rest } = timeValues(one, today)
  const how = repeats === 'monthly' ? `monthly ${String(week)}` : String(repeats)
  return Object.fromEntries(Object.entries({ ...rest, repeats: how }).filter(([key]) => timeKeys.has(key)))
}

const weekdays: Readonly<Record<string, string>> = {
  ...{ MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' },
}
const isoDay = /^\d{4}-\d{2}-\d{2}$/
const several = (value: string | readonly string[]): readonly string[] => [value].flat()

function cellOf(column: Column, values: Values, kind: Kind): string {
  const value = values[column.key] ?? ''
  const cell = wordsOf(column, value)
  // what we could not read again is left out: an empty cell changes nothing
  return cell === '' || readCell(column.key, cell, kind).ok ? cell : ''
}

function wordsOf({ key, names }: Column, value: string | readonly string[]): string {
  if (yesNo.has(key)) return value.includes('yes') ? 'Yes' : ''
  if (key === 'byDay')
    return several(value)
      .map(code => weekdays[code] ?? code)
      .join('; ')
  if (key === 'themes')
    return several(value)
      .map(id => themeOf(id)?.label ?? id)
      .join('; ')
  if (key === 'activities')
    return Array.isArray(value) ? value.map(id => activityOf(id)?.label ?? id).join('; ') : String(value)
  const known = key === 'repeats' ? often : names
  if (known)
    return several(value)
      .map(code => new Map(Object.entries(known)).get(code) ?? '')
      .join('; ')
  const text = several(value).join('; ')
  return text.split('\n').every(part => isoDay.test(part)) ? text.split('\n').map(dayWords).join('; ') : text
}
