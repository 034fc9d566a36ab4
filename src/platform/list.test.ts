import { describe, expect, test } from 'vitest'
import { arrange, csvOf, defineList, limitTo, listView, orderBy, queryText, readQuery } from './list.ts'
import { sql } from './sql.ts'

interface Ward {
  name: string
  borough: string
  offences: number | null
}

const wards = defineList<Ward>({
  path: '/wards',
  noun: ['ward', 'wards'],
  caption: 'Wards by name',
  columns: [
    { key: 'name', title: 'Ward', value: row => row.name, sortable: true, head: true },
    { key: 'borough', title: 'Borough', value: row => row.borough, sortable: true },
    { key: 'offences', title: 'Offences', value: row => row.offences, numeric: true, sortable: true },
  ],
  filters: [
    { key: 'words', title: 'Name', kind: 'search' },
    {
      key: 'borough',
      title: 'Borough',
      kind: 'many',
      options: ['North', 'South'].map(text => ({ value: text, text })),
    },
    { key: 'offences', title: 'At least', kind: 'number', min: 0, max: 1000, suffix: 'offences' },
    {
      key: 'measure',
      title: 'Measure',
      kind: 'choice',
      initial: 'injury',
      options: [
        { value: 'injury', text: 'Violence with injury' },
        { value: 'robbery', text: 'Robbery' },
      ],
      match: () => true,
    },
  ],
  size: 2,
  empty: { title: 'No wards yet.', text: 'Load the boundaries.' },
})

const rows: Ward[] = [
  { name: 'Ward 10', borough: 'South', offences: 5 },
  { name: 'Ward 9', borough: 'North', offences: null },
  { name: 'Abbey', borough: 'North', offences: 30 },
]
const names = (found: readonly Ward[]) => found.map(row => row.name)
const read = (query: Record<string, unknown>) => readQuery(wards, query)

describe('reading the address of a list', () => {
  test('a list nobody has touched is sorted by its first column', () => {
    expect(read({})).toMatchObject({ sort: 'name', dir: 'asc', page: 1, size: 2, filters: { measure: ['injury'] } })
  })

  test('a choice that starts with one option may be set to all, where it says so, and its address keeps it', () => {
    const states = ['To do', 'Done'].map(text => ({ value: text, text }))
    const state = {
      key: 'state',
      title: 'State',
      kind: 'choice',
      initial: 'To do',
      any: 'All',
      options: states,
    } as const
    const spec = {
      ...wards,
      filters: [{ ...state, match: (row: Ward, [value]: readonly string[]) => value === row.name }],
    }
    expect(readQuery(spec, {}).filters).toEqual({ state: ['To do'] })
    const all = readQuery(spec, { state: '' })
    expect(all.filters).toEqual({})
    expect(queryText(spec, all)).toBe('?state=')
    expect(arrange(spec, rows, all).total).toBe(3)
    expect(read({ measure: '' }).filters, 'not where it does not').toEqual({ measure: ['injury'] })
  })

  test('what is not of the list is ignored, so that an old address still opens', () => {
    const query = read({
      sort: 'secret',
      dir: 'sideways',
      page: '-3',
      size: 'all',
      borough: ['North', 'Nowhere'],
      measure: 'arson',
      offences: 'many',
    })
    expect(query).toEqual({
      sort: 'name',
      dir: 'asc',
      page: 1,
      size: 2,
      filters: { borough: ['North'], measure: ['injury'] },
      kept: {},
    })
  })

  test('a column of numbers starts from the highest; a select says column and direction in one word', () => {
    expect(read({ sort: 'offences' }).dir).toBe('desc')
    expect(read({ sort: 'offences.asc' })).toMatchObject({ sort: 'offences', dir: 'asc' })
  })

  test('the address says only what differs, and reads back the same', () => {
    expect(queryText(wards, read({}))).toBe('')
    const query = read({
      sort: 'offences',
      dir: 'asc',
      page: '2',
      borough: ['North', 'South'],
      measure: 'robbery',
      words: ' a & b ',
    })
    const text = queryText(wards, query)
    const again = new URLSearchParams(text)
    expect(readQuery(wards, { ...Object.fromEntries(again), borough: again.getAll('borough') })).toEqual(query)
  })
})

describe('rows held in memory', () => {
  test('names sort as people count, and unknown figures come last both ways', () => {
    expect(names(arrange(wards, rows, read({})).all)).toEqual(['Abbey', 'Ward 9', 'Ward 10'])
    expect(names(arrange(wards, rows, read({ sort: 'offences', dir: 'asc' })).all)).toEqual([
      'Ward 10',
      'Abbey',
      'Ward 9',
    ])
    expect(names(arrange(wards, rows, read({ sort: 'offences', dir: 'desc' })).all)).toEqual([
      'Abbey',
      'Ward 10',
      'Ward 9',
    ])
  })

  test('filters narrow, and an unknown figure passes no threshold', () => {
    expect(names(arrange(wards, rows, read({ words: 'WARD' })).all)).toEqual(['Ward 9', 'Ward 10'])
    expect(names(arrange(wards, rows, read({ borough: 'South' })).all)).toEqual(['Ward 10'])
    expect(names(arrange(wards, rows, read({ offences: '6' })).all)).toEqual(['Abbey'])
  })

  test('a page past the end is the last page', () => {
    const found = arrange(wards, rows, read({ page: '9' }))
    expect([names(found.rows), found.total]).toEqual([['Ward 10'], 3])
  })

  test('the CSV has every row that passes, not only the page, and leaves unknown figures empty', () => {
    const { all } = arrange(wards, rows, read({}))
    expect(csvOf(wards, all)).toEqual({
      columns: ['name', 'borough', 'offences'],
      rows: [
        ['Abbey', 'North', 30],
        ['Ward 9', 'North', null],
        ['Ward 10', 'South', 5],
      ],
    })
  })
})

describe('the same query for SQL', () => {
  test('only columns the room named are sorted by', () => {
    const columns = { offences: sql`m.offences` }
    expect(orderBy(read({ sort: 'offences' }), columns, sql`p.code`).text).toBe(
      'order by m.offences desc nulls last, p.code',
    )
    expect(orderBy(read({ sort: 'borough' }), columns, sql`p.code`).text).toBe('order by p.code')
  })

  test('paging is by bound values', () => {
    expect(limitTo(read({ page: '9' }), 5)).toMatchObject({ text: 'limit $1 offset $2', values: [2, 4] })
  })
})

describe('a list on a page', () => {
  const view = (query: Record<string, unknown>, from: readonly Ward[] = rows) =>
    listView(wards, read(query), arrange(wards, from, read(query)))

  test('says which column is sorted, and pressing it turns it round', () => {
    const [ward, , offences] = view({ sort: 'offences' }).heads
    expect(offences?.sort).toEqual({ href: '/wards?sort=offences&dir=asc', state: 'descending' })
    expect(ward?.sort).toEqual({ href: '/wards', state: '' })
  })

  test('each chosen filter can be taken away, and sorting does not lose the others', () => {
    const list = view({ borough: ['North', 'South'], measure: 'robbery', page: '2' })
    expect(list.chosen).toEqual([
      {
        title: 'Borough',
        values: [
          { text: 'North', href: '/wards?borough=South&measure=robbery' },
          { text: 'South', href: '/wards?borough=North&measure=robbery' },
        ],
      },
      { title: 'Measure', values: [{ text: 'Robbery', href: '/wards?borough=North&borough=South' }] },
    ])
    expect(list.clear).toBe('/wards')
    expect(list.csv).toBe('/wards.csv?borough=North&borough=South&measure=robbery')
    expect(list.sortHidden).toEqual([
      { name: 'borough', value: 'North' },
      { name: 'borough', value: 'South' },
      { name: 'measure', value: 'robbery' },
    ])
  })

  test('an unknown figure says so', () => {
    expect(view({ words: 'Ward 9' }).rows[0]?.cells[2]).toMatchObject({ text: 'No figure', off: true })
  })

  test('pages are links, with the one shown marked', () => {
    const list = view({})
    expect(list.shown).toBe('Wards 1 to 2 of 3')
    expect(list.paging).toEqual({
      next: { href: '/wards?page=2' },
      items: [
        { number: 1, href: '/wards', current: true },
        { number: 2, href: '/wards?page=2', current: false },
      ],
    })
  })

  test('nothing there and nothing matching are two different messages', () => {
    expect(view({}, []).empty?.title).toBe('No wards yet.')
    expect(view({ words: 'Nowhere' }).empty).toMatchObject({
      title: 'No wards match what you chose.',
      links: [{ href: '/wards' }],
    })
  })
})

describe('the ways to sort', () => {
  const dated = defineList<{ on: string | null; size: number; name: string }>({
    path: '/dated',
    noun: ['thing', 'things'],
    caption: 'Things',
    columns: [
      { key: 'name', title: 'Name', value: row => row.name, sortable: true, head: true },
      { key: 'on', title: 'Published', value: row => row.on, sortable: true },
      { key: 'size', title: 'Size', value: row => row.size, sortable: true },
    ],
    empty: { title: 'None.', text: '' },
  })
  const words = (rows: { on: string | null; size: number; name: string }[]) =>
    listView(dated, readQuery(dated, {}), { rows, total: rows.length }).sorts.map(sort => sort.text)

  test('are said as of what the column holds: letters, days, sizes', () => {
    expect(
      words([
        { on: '2026-11-02', size: 3, name: 'Two' },
        { on: null, size: 1, name: '2026' },
        { on: '2026-11-22T09:05:00.000Z', size: 1, name: 'Three' },
      ]),
    ).toEqual([
      'Name, A to Z',
      'Name, Z to A',
      'Published, newest first',
      'Published, oldest first',
      'Size, largest first',
      'Size, smallest first',
    ])
  })
})
