import { escapeXml } from '../../../../lib/charts/index.ts'
import { sentence } from '../../../../lib/words.ts'
import { defineList, type ListSpec } from '../../../../platform/list.ts'
import { momentWords, whoWords } from '../../words.ts'
import type { Row } from './queries.ts'

/** `account.invited` is "Account invited". */
export const actWords = (what: string): string => sentence(what.replaceAll(/[.-]/g, ' '))

const kindOf = (what: string) => (what === 'record.read' ? 'Reading' : what === 'export.taken' ? 'Export' : 'Change')

const mark = ({ what }: Row) => {
  const kind = kindOf(what)
  const word =
    kind === 'Change'
      ? ''
      : `<strong class="govuk-tag govuk-tag--${kind === 'Reading' ? 'blue' : 'purple'}">${kind}</strong> `
  return `${word}${escapeXml(actWords(what))}`
}

const most = 160
const pairs = ({ detail }: Row) =>
  Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ')
const short = (text: string) => (text.length > most ? `${text.slice(0, most)}…` : text)

// A long address goes on in the next line.
const breakable = (text: string) => escapeXml(text).replaceAll(/[@/._-]/g, '$&<wbr>')

const more = (row: Row) => {
  const why = row.purpose === null ? '' : `<b>Purpose:</b> ${escapeXml(row.purpose)}. `
  return why + breakable(short(pairs(row)))
}

// Whoever reads the trail to look into something needs the address the row holds; the words beside it say who that was.
const writer = (row: Row) => {
  const words = whoWords(row)
  return words === row.who ? breakable(row.who) : `${escapeXml(words)}<small>${breakable(row.who)}</small>`
}

/** The list, with the acts that happened here to choose from. */
export const auditList = (acts: readonly string[]): ListSpec<Row> =>
  defineList<Row>({
    path: '/audit',
    noun: ['row', 'rows'],
    caption: 'Who did what, when',
    columns: [
      { key: 'at', title: 'When', value: row => row.at, text: row => momentWords(row.at), sortable: true, head: true },
      { key: 'who', title: 'Who', value: row => row.who, html: writer, sortable: true },
      { key: 'kind', title: 'Kind', value: row => kindOf(row.what).toLowerCase(), csvOnly: true },
      { key: 'what', title: 'What', value: row => row.what, html: mark, sortable: true },
      { key: 'object', title: 'Object', value: row => row.object, html: row => breakable(row.object), sortable: true },
      { key: 'detail', title: 'More', value: pairs, html: more },
      { key: 'purpose', title: 'Purpose', value: row => row.purpose, csvOnly: true },
      { key: 'id', title: 'Row', value: row => row.id, text: row => String(row.id), numeric: true },
      { key: 'role', title: 'Role then', value: row => row.role, csvOnly: true },
      { key: 'organisation', title: 'Organisation then', value: row => row.organisation, csvOnly: true },
    ],
    filters: [
      { key: 'words', title: 'Words', hint: 'In the details or the purpose', kind: 'search' },
      { key: 'who', title: 'Who', hint: 'Part of a mail address', kind: 'search' },
      { key: 'object', title: 'Object', hint: 'Such as import/12', kind: 'search' },
      {
        key: 'kind',
        title: 'Kind',
        kind: 'choice',
        any: 'All',
        options: [
          { value: 'reading', text: 'Readings of restricted records' },
          { value: 'export', text: 'Exports' },
          { value: 'change', text: 'Changes' },
        ],
      },
      {
        key: 'act',
        title: 'What',
        kind: 'choice',
        any: 'Everything',
        options: acts.map(value => ({ value, text: actWords(value) })),
      },
      { key: 'from', title: 'From', hint: 'Such as 2026-11-01', kind: 'search' },
      { key: 'to', title: 'To', hint: 'Such as 2026-11-30', kind: 'search' },
    ],
    sort: { key: 'at', dir: 'desc' },
    empty: {
      title: 'Nothing is recorded yet.',
      text: 'Every change, reading of a restricted record and export is kept here.',
    },
  })
