// Lines of one entry as the body it would have: what the cells say, put over what it says already. Pure.
import type { Day } from '../../../../lib/dates.ts'
import { list } from '../../../../lib/words.ts'
import { peopleInText } from '../../../../platform/files/index.ts'
import type { FieldError } from '../../../../platform/form.ts'
import type { Values } from '../../entries/form/fields.ts'
import { missingOf, parts } from '../../entries/form/parts.ts'
import { isPlain, readTimes, type Series, timeValues } from '../../entries/form/times.ts'
import { cleanBody } from '../../entries/rules.ts'
import { type Body, Body as BodyShape, type Kind } from '../../schemas.ts'
import { type Read, readCell } from './cells.ts'
import { timeKeys } from './columns.ts'
import type { Line, Wrong } from './read.ts'
import { isOurs } from './reference.ts'

/** Lines with the same reference are one entry: the first says what it is, each says a time. */
export interface Group {
  lines: readonly Line[]
  line: number
  reference: string
}

export function groupsOf(lines: readonly Line[]): Group[] {
  const found = new Map<string, Line[]>()
  for (const line of lines) {
    const key = line.cells.get('reference')?.toLowerCase() ?? `line ${line.line}`
    found.set(key, [...(found.get(key) ?? []), line])
  }
  return [...found.values()].map(own => ({
    lines: own,
    line: own[0]?.line ?? 0,
    reference: own[0]?.cells.get('reference') ?? '',
  }))
}

export const cellOf = ({ lines }: Group, key: string): string => lines[0]?.cells.get(key) ?? ''

/** What an entry says so far; nothing of a new one. */
export interface Before {
  kind: Kind
  body: Body
}
export type EntryRead = { ok: true; body: Body } | { ok: false; wrongs: Wrong[] }

export function readEntry(group: Group, kind: Kind, before: Before | undefined, today: Day): EntryRead {
  const { wrongs, body } = lookAt(group, kind, before, today)
  const missing = missingOf(body, kind).map(({ text }) => ({ line: group.line, column: columnOfMissing(text), text }))
  // What stands there and cannot be read is told once, as what is wrong with it.
  const told = new Set(wrongs.map(({ column }) => column))
  const isUntold = ({ column }: Wrong) => !told.has(column) && !saysSome(group, column)
  const empty = wrongs.length === 0 ? missing : missing.filter(isUntold)
  return wrongs.length + empty.length > 0 ? { ok: false, wrongs: [...wrongs, ...empty] } : { ok: true, body }
}

/** What is wrong in a line whose kind nobody can tell: all that does not hang on the kind. */
export const wrongsOfNoKind = (group: Group, before: Before | undefined, today: Day): Wrong[] =>
  lookAt(group, 'activity', before, today).wrongs.filter(({ column }) => !ofKind.has(column))
const ofKind = new Set(['activities', 'themes'])

function lookAt(group: Group, kind: Kind, before: Before | undefined, today: Day) {
  const base = before?.body ?? blank(group)
  const said = partsOf(group, kind, before, { base, today })
  const times = timesOf(group, kind, base, today)
  const wrongs = [...wrongReference(group, today), ...otherwise(group), ...said.wrongs, ...times.wrongs]
  const isTheirs = group.reference !== '' && !isOurs(group.reference)
  const extra = isTheirs ? { ...base.extra, spreadsheet: { reference: group.reference } } : base.extra
  return { wrongs, body: cleanBody({ ...said.body, schedules: times.schedules, extra }) }
}

const longestReference = 80
function wrongReference({ line, reference }: Group, today: Day): Wrong[] {
  const people = isOurs(reference) ? [] : peopleInText(reference, today)
  const at = (text: string): Wrong[] => [{ line, column: 'reference', text }]
  if (people.length > 0) return at(`Take out ${list(people)}. Use a short name of the entry, such as boxing-1`)
  return reference.length > longestReference ? at(`This must be ${longestReference} characters or fewer`) : []
}

const blank = (group: Group): Body =>
  BodyShape.parse({
    name: cellOf(group, 'name').slice(0, 120) || '-',
    cost: { kind: 'free' },
    join: { how: 'turn-up' },
  })

// Nothing is taken for granted of a new entry but who may come.
const unsaid = { name: '', cost: '', how: '', gender: 'all' }

function partsOf(group: Group, kind: Kind, before: Before | undefined, { base, today }: { base: Body; today: Day }) {
  const line = group.lines[0]
  const read = [...(line?.cells ?? [])]
    .filter(([key]) => !timeKeys.has(key) && key !== 'reference' && key !== 'kind')
    .map(([key, cell]) => ({ key, found: readCell(key, cell, kind) }))
  const typed = valuesOf(read)
  const wrongs: Wrong[] = read.flatMap(({ key, found }) =>
    found.ok ? [] : [{ line: group.line, column: key, text: found.text }],
  )
  const told = new Set(wrongs.map(({ column }) => column))
  let body = base
  for (const part of parts) {
    const start = { ...part.values(base, kind), ...(before ? {} : unsaid) }
    const answer = part.read({ ...start, ...typed }, body, { today, kind, ...(before ? { was: base } : {}) })
    if (answer.ok) body = answer.body
    else wrongs.push(...answer.errors.filter(({ field }) => !told.has(field)).map(error => wrongAt(group.line, error)))
  }
  return { body, wrongs }
}

const valuesOf = (read: readonly { found: Read }[]): Values =>
  Object.fromEntries(read.flatMap(({ found }) => (found.ok ? Object.entries(found.values) : [])))

const wrongAt = (line: number, { field, text }: FieldError): Wrong => ({ line, column: field, text })

/** Later lines of an entry say times; what else they say must be what the first says. */
function otherwise({ lines }: Group): Wrong[] {
  const [first, ...rest] = lines
  return rest.flatMap(({ line, cells }) =>
    [...cells]
      .filter(([key, cell]) => !timeKeys.has(key) && key !== 'reference' && cell !== first?.cells.get(key))
      .map(([column]) => ({
        line,
        column,
        text: `Line ${first?.line ?? 0} has the same reference and says something else. Write the same, or leave it empty here`,
      })),
  )
}

/** The times of all lines; where none says any, those there were. */
function timesOf(group: Group, kind: Kind, base: Body, today: Day): { schedules: Series[]; wrongs: Wrong[] } {
  const lines = group.lines.filter(({ cells }) => [...cells.keys()].some(key => timeKeys.has(key)))
  if (lines.length === 0) return { schedules: base.schedules, wrongs: [] }
  const read = lines.map(line => timeOf(line, kind, base.schedules, today))
  return { schedules: read.flatMap(each => each.schedule ?? []), wrongs: read.flatMap(each => each.wrongs) }
}

function timeOf(
  { line, cells }: Line,
  kind: Kind,
  there: readonly Series[],
  today: Day,
): { schedule?: Series; wrongs: Wrong[] } {
  const read = [...cells]
    .filter(([key]) => timeKeys.has(key))
    .map(([key, cell]) => ({ key, found: readCell(key, cell, kind) }))
  const bad = read.flatMap(({ key, found }) => (found.ok ? [] : [{ line, column: key, text: found.text }]))
  const typed = valuesOf(read)
  const start = { ...timeValues(undefined, today), calendar: 'always', bankHolidays: 'unknown' }
  const told = new Set(bad.map(({ column }) => column))
  const first = readTimes({ ...start, ...typed })
  if (!first.ok)
    return {
      wrongs: [...bad, ...first.errors.filter(({ field }) => !told.has(field)).map(error => wrongAt(line, error))],
    }
  const like = there.find(one => isPlain(one) && sameTime(one, first.schedule))
  const again = like ? readTimes({ ...timeValues(like, today), ...typed }) : first
  const schedule = again.ok ? { ...again.schedule, checkedUntil: like?.checkedUntil ?? null } : first.schedule
  return { schedule, wrongs: bad }
}

const sameTime = (a: Series, b: Series): boolean =>
  a.freq === b.freq &&
  a.interval === b.interval &&
  a.starts === b.starts &&
  a.ends === b.ends &&
  a.byDay.join() === b.byDay.join() &&
  (a.freq !== 'once' || a.from === b.from)

/** Which column says what is missing (entries/form/parts.ts). */
const missingColumns: readonly [words: string, column: string][] = [
  ['one sentence', 'summary'],
  ['people do there', 'activities'],
  ['helps with', 'themes'],
  ['when it happens', 'byDay'],
  ['postcode', 'postcode'],
  ['reach the team', 'href'],
  ['policy', 'policyOn'],
  ['leads on safeguarding', 'leadRole'],
]
// Any of these says it.
const instead: Readonly<Record<string, readonly string[]>> = {
  activities: ['activities', 'activityWords'],
  href: ['href', 'phone', 'email', 'joinWords'],
  postcode: ['postcode', 'online', 'onlineHref'],
  byDay: [...timeKeys, 'timesWords'],
}
const saysSome = ({ lines }: Group, column: string): boolean =>
  lines.some(({ cells }) => (instead[column] ?? [column]).some(key => cells.has(key)))
const columnOfMissing = (text: string): string => missingColumns.find(([words]) => text.includes(words))?.[1] ?? ''
