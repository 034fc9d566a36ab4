// What stands in a cell as the form would send it. Pure.
import { activityOf, themes } from '../../activities.ts'
import { activitiesOf } from '../../entries/form/what.ts'
import type { Kind } from '../../schemas.ts'
import { type Column, columns } from './columns.ts'

type Value = string | readonly string[]
export type Read = { ok: true; values: Readonly<Record<string, Value>> } | { ok: false; text: string }

const is = (value: Value, key: string): Read => ({ ok: true, values: { [key]: value } })
const not = (text: string): Read => ({ ok: false, text })
const cut = (cell: string): string[] =>
  cell
    .split(/[;,\n]+/)
    .map(part => part.trim())
    .filter(Boolean)
const small = (text: string): string => text.toLowerCase().replace(/[’']/g, '').trim()

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const dayAt = (text: string): number => {
  const word = small(text).replace(/s$/, '')
  return word.length < 2 ? -1 : weekdays.findIndex(name => name === word || (name.startsWith(word) && word.length <= 5))
}

/** 'Tuesday; Thursday', 'Mon to Fri' as days of iCalendar. */
export function daysOf(cell: string): { days: string[]; unknown: string[] } {
  const found = cut(cell.replace(/\s(?:and|&)\s/gi, ';')).map(part => ({ part, days: spanOf(part) }))
  return {
    days: codes.filter((_, i) => found.some(({ days }) => days.includes(i))),
    unknown: found.filter(({ days }) => days.length === 0).map(({ part }) => part),
  }
}

function spanOf(part: string): number[] {
  const [first = '', last] = part.split(/\s*(?:–|-|\bto\b)\s*/i)
  const [from, to] = [dayAt(first), dayAt(last ?? first)]
  if (from < 0 || to < 0) return []
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7)
}

const codeIn = (names: Readonly<Record<string, string>>, typed: string): string | undefined =>
  Object.entries(names).find(([code, name]) => small(name) === small(typed) || small(code) === small(typed))?.[0]

const quoted = (text: string): string => `“${text.slice(0, 40)}”`

function named({ key, names = {}, several }: Column, cell: string): Read {
  const typed = several ? cut(cell) : [cell]
  const found = typed.map(each => codeIn(names, each))
  const at = found.indexOf(undefined)
  if (at >= 0) return not(`${quoted(typed[at] ?? '')} is none of: ${Object.values(names).join('; ')}`)
  const known = found.flatMap(code => code ?? [])
  return is(several ? known : (known[0] ?? ''), key)
}

function themesIn(cell: string): Read {
  const typed = cut(cell)
  const found = typed.map(
    each => themes.find(({ id, label, also }) => [id, label, ...also].some(word => small(word) === small(each)))?.id,
  )
  const at = found.indexOf(undefined)
  return at < 0
    ? is(
        found.flatMap(id => id ?? []),
        'themes',
      )
    : not(`We do not know ${quoted(typed[at] ?? '')}. Use one of: ${themes.map(({ label }) => label).join('; ')}`)
}

function workIn(cell: string): Read {
  const { ids, unknown } = activitiesOf(cell)
  const wrong = unknown[0] ?? ids.find(id => activityOf(id)?.group !== 'work')
  return wrong === undefined
    ? is(ids, 'activities')
    : not(`${quoted(wrong)} is no kind of work or training we know. Try apprenticeship or training`)
}

function daysIn(cell: string): Read {
  const { days, unknown } = daysOf(cell)
  return unknown[0] === undefined
    ? is(days, 'byDay')
    : not(`${quoted(unknown[0])} is no day of the week. Write days such as Tuesday; Thursday`)
}

function oftenIn(column: Column, cell: string): Read {
  const found = named(column, cell)
  if (!found.ok) return found
  const [repeats = '', week = '1'] = String(found.values.repeats).split(' ')
  return { ok: true, values: { repeats, week } }
}

export const yesNo: ReadonlySet<string> = new Set(['safe', 'online', 'food', 'newPostcode'])
const byKey = new Map(columns.map(each => [each.key, each]))

/** One cell as fields of the form; or why not, with what to do. */
export function readCell(key: string, cell: string, kind: Kind): Read {
  const column = byKey.get(key)
  if (key === 'byDay') return daysIn(cell)
  if (key === 'themes') return themesIn(cell)
  if (key === 'activities' && kind === 'work') return workIn(cell)
  if (column && key === 'repeats') return oftenIn(column, cell)
  if (!column?.names) return is(cell, key)
  const found = named(column, cell)
  if (!found.ok || !yesNo.has(key)) return found
  return is(found.values[key] === 'yes' ? ['yes'] : [], key)
}
