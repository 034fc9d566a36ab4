import { escapeXml } from '../../../lib/charts/index.ts'
import { daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { defineList } from '../../../platform/list.ts'
import { roleNames } from '../../people/index.ts'
import { findByCodes } from '../../places/index.ts'
import { boroughs } from '../records/queries.ts'
import { kindWords } from '../records/rules.ts'
import type { Record } from '../records/schemas.ts'

export interface Row {
  record: Record
  stalledFor: number | null
  where: string
}

const link = ({ record }: Row) => `<a class="govuk-link" href="/threads/${record.key}">${escapeXml(record.title)}</a>`

export const ownerWords = (role: string | null): string =>
  Object.entries(roleNames).find(([key]) => key === role)?.[1] ?? 'Nobody yet'

/** Who sees to a record: what has ended needs nobody, and what no role owns comes to the director once it stalls. */
export const withWords = ({ ownerRole, ended }: Pick<Record, 'ownerRole' | 'ended'>): string =>
  ended ? 'Nobody: it has ended' : ownerRole ? ownerWords(ownerRole) : 'No one role'

/** Everything that sits on a thread and this person may see. */
export const threadsList = (rows: readonly Row[]) =>
  defineList<Row>({
    path: '/threads',
    noun: ['record', 'records'],
    caption: 'Records and their threads',
    columns: [
      { key: 'title', title: 'Record', value: row => row.record.title, html: link, head: true, sortable: true },
      { key: 'kind', title: 'Kind', value: row => kindWords(row.record.kind), sortable: true },
      { key: 'where', title: 'Where', value: row => row.where, sortable: true },
      { key: 'state', title: 'State', value: row => row.record.state, sortable: true },
      { key: 'owner', title: 'With', value: row => withWords(row.record), sortable: true },
      {
        key: 'moved',
        title: 'Last moved',
        value: row => row.record.movedOn,
        text: row => dayWords(row.record.movedOn),
        sortable: true,
      },
      {
        key: 'stalled',
        title: 'Stalled',
        value: row => row.stalledFor,
        text: row => (row.stalledFor === null ? 'No' : plural(row.stalledFor, 'day')),
        numeric: true,
        sortable: true,
      },
    ],
    filters: [
      {
        key: 'words',
        title: 'Words',
        kind: 'search',
        match: ({ record, where }, [text = '']) =>
          `${record.title} ${record.words} ${where}`.toLowerCase().includes(text.toLowerCase()),
      },
      {
        key: 'kind',
        title: 'Kind',
        kind: 'many',
        options: [...new Set(rows.map(row => row.record.kind))]
          .sort()
          .map(value => ({ value, text: kindWords(value) })),
        match: ({ record }, values) => values.includes(record.kind),
      },
      {
        key: 'stalled',
        title: 'Movement',
        kind: 'choice',
        any: 'All',
        options: [{ value: 'yes', text: 'Stalled' }],
        match: row => row.stalledFor !== null,
      },
    ],
    sort: { key: 'moved', dir: 'desc' },
    empty: {
      title: 'Nothing sits on a thread yet.',
      text: 'A decision, a question that a falling place opens, or a release begins one.',
    },
  })

/** Days a record has stood still, once that is longer than the unit allows and nothing follows from it. */
export const stalledFor = (record: Record, isStalled: boolean, today: string): number | null =>
  isStalled ? daysBetween(record.movedOn, today) : null

/** Names of the places records are about, and today's boroughs: together they are the city. */
export interface Names {
  of: ReadonlyMap<string, string>
  boroughs: readonly string[]
}

export async function namesOf(db: Db, records: readonly Record[]): Promise<Names> {
  const codes = [...new Set(records.flatMap(record => record.places))]
  const places = codes.length ? await findByCodes(db, codes) : []
  return { of: new Map(places.map(place => [place.code, place.name])), boroughs: await boroughs(db) }
}

/** The first place is the record's own and the rest are those above it; a release is about each of its places. */
export function whereOf({ kind, places }: Pick<Record, 'kind' | 'places'>, names: Names): string {
  const isAll = names.boroughs.length > 1 && names.boroughs.every(code => places.includes(code))
  if (places.length === 0 || isAll) return 'The whole city'
  const first = names.of.get(places[0] ?? '') ?? ''
  return kind === 'release' && places.length > 1 ? `${first} and ${places.length - 1} more` : first
}
