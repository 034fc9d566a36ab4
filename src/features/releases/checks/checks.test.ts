import { describe, expect, test } from 'vitest'
import { addressWords, freeAddress } from '../address.ts'
import { Releasable } from '../contract.ts'
import { atom } from '../public/feed.ts'
import { figureColumns, figureRows } from '../public/figure-rows.ts'
import { headingsFrom } from '../public/headings.ts'
import { itemView } from '../public/item.ts'
import { tablesOf } from '../public/joined.ts'
import { notesOf } from '../public/notes.ts'
import { Correction, NewRelease, Reason } from '../schemas.ts'
import { proseOf, shownTexts } from './shown.ts'
import { faultsOf } from './structure.ts'
import { saying } from './tables.ts'
import { people } from './text.ts'

const today = '2026-11-22'
const items = (more: object) => [
  Releasable.parse({
    key: 'document/1',
    kind: 'document',
    title: 'Our year',
    period: 'A year',
    licence: 'Open',
    text: 'We listened.',
    ...more,
  }),
]
const words = { title: 'Our year', summary: 'What we did.', correction: null }
const table = {
  id: 'a',
  caption: 'Offences',
  columns: [
    { key: 'place', title: 'Place', role: 'words' },
    { key: 'n', title: 'Offences', role: 'count', unit: 'offences', counts: 'violence' },
  ],
  rows: [['North', 12]],
}
const told = 'Amy Bell, 3 May 2009'

describe('everything that is shown is looked at for people', () => {
  test.each([
    ['period', { period: told }],
    ['licence', { licence: told }],
    ['source', { sources: [{ title: told, custodian: 'The police' }] }],
    ['who publishes it', { sources: [{ title: 'Notes', custodian: told }] }],
    ['caption', { tables: [{ ...table, caption: told }] }],
    ['note', { tables: [{ ...table, note: told }] }],
    [
      'head of a column',
      { tables: [{ ...table, columns: [{ key: 'place', title: told, role: 'words' }, table.columns[1]] }] },
    ],
    ['cell', { tables: [{ ...table, rows: [[told, 12]] }] }],
    ['words for a picture', { pictures: [{ alt: told, svg: '<svg></svg>' }] }],
    ['words in a picture', { pictures: [{ alt: 'A map', svg: `<svg><text>${told}</text></svg>` }] }],
    ['what its own page says besides', { extra: { unknown: [told] } }],
  ])('%s', (_where, more) => {
    expect(people(shownTexts(words, items({})), today).result).toBe('pass')
    expect(people(shownTexts(words, items(more)), today).result).toBe('fail')
  })

  test('the correction, which stands in the feed', () => {
    expect(people(shownTexts({ ...words, correction: told }, items({})), today).result).toBe('fail')
    const typed = { title: 'A', summary: 'B', chosen: 'document/1' }
    expect(Correction(today).safeParse({ ...typed, correction: told }).success).toBe(false)
    expect(Correction(today).safeParse({ ...typed, correction: 'A ward had 13, not 12.' }).success).toBe(true)
    expect(Reason(today).safeParse({ reason: told }).success).toBe(false)
  })

  test('captions and notes are read for words to avoid; names of sources are not', () => {
    const made = items({
      tables: [{ ...table, note: 'A note' }],
      sources: [{ title: 'Law on young offenders', custodian: 'Us' }],
    })
    expect(proseOf(words, made)).toContain('A note')
    expect(proseOf(words, made).join()).not.toContain('offenders')
  })
})

describe('addresses, characters, sources', () => {
  test('a title becomes an address that is free', () => {
    expect([addressWords('!!!'), addressWords('تقرير'), addressWords('Été 2026')]).toEqual([
      'release',
      'release',
      'ete-2026',
    ])
    expect(freeAddress('report', new Set(['report', 'report-2']))).toBe('report-3')
    expect(freeAddress('release', new Set())).toBe('release-1')
  })

  test('only addresses of the web become links', () => {
    const [script, web] = ['javascript:alert(1)', 'https://example.org/a'].map(
      href => items({ sources: [{ title: 'A', custodian: 'B', href }] })[0]?.sources[0]?.href,
    )
    expect([script, web]).toEqual([undefined, 'https://example.org/a'])
  })

  test('controls are refused in forms, and the feed is XML whatever an old title holds', () => {
    const typed = { title: 'A\u0008B', summary: 'C', chosen: 'document/1' }
    expect(NewRelease.safeParse(typed).error?.issues[0]?.message).toContain('cannot be shown')
    const edition = {
      title: 'A\u0008B',
      summary: 'C',
      slug: 'a',
      edition: 1,
      publishedAt: '2026-11-22T00:00:00Z',
      correction: null,
    }
    const feed = atom([edition], { origin: 'https://example.org', unit: 'Unit' })
    expect(feed).toContain('<title>AB</title>')
  })
})

describe('structure of the page', () => {
  test('headings of a text follow one another from where the page is', () => {
    expect(headingsFrom('#### A\n\ntext\n\n###### B\n\n```\n# not one\n```\n', 2)).toBe(
      '## A\n\ntext\n\n### B\n\n```\n# not one\n```\n',
    )
    expect(headingsFrom('## A\n### B\n## C', 3)).toBe('### A\n#### B\n### C')
  })

  test('what a screen reader stumbles over is found', () => {
    expect(faultsOf('<h2>A</h2><h3>B</h3><h2>C</h2><a href="/x">words</a>')).toEqual([])
    expect(faultsOf('<h3>B</h3>')).toEqual(['the heading “B” skips a level'])
    expect(faultsOf('<h2> </h2>')).toEqual(['a heading is empty'])
    expect(faultsOf('<table role="table"><tr><th>A</th></tr></table>')).toEqual(['a table has no caption'])
    expect(faultsOf('<table><tr><th></th><th>A</th></tr></table>')).toEqual([
      'the table has a column or row without a heading',
    ])
    expect(faultsOf('<figure class="a"><svg></svg></figure>')).toEqual(['a picture is not described in words'])
    expect(faultsOf('<a href="/x"><span></span></a>')).toEqual(['a link has no words'])
  })
})

describe('tables', () => {
  test('one that hides all or nearly all it counts says nothing', () => {
    const rows = (hidden: number) => Array.from({ length: 10 }, (_, i) => ['North', i < hidden ? '[c]' : 12])
    expect(saying(items({ tables: [{ ...table, rows: rows(7) }] })).result).toBe('pass')
    expect(saying(items({ tables: [{ ...table, rows: rows(8) }] })).remedy).toContain('leave it out or go a level up')
  })

  test('before it is public every row of a table is printed; on its page the first, and where the rest is', () => {
    const rows = Array.from({ length: 70 }, (_, i) => [`Ward ${i}`, 12])
    const [item] = items({ tables: [{ ...table, rows }] })
    if (!item) throw new Error('no item')
    const published = { ...item, slug: 'a', edition: 1, publishedOn: today, releaseTitle: 'A' }
    const on = { top: 2, said: { title: '', summary: '' } }
    expect(itemView(published, 0, { ...on, rows: Number.POSITIVE_INFINITY }).tables[0]?.rows).toHaveLength(70)
    expect(itemView(published, 0, on).tables[0]?.rows).toHaveLength(60)
  })

  test('several of one row each stand as one, a row for each thing counted, each with its own file', () => {
    const published = { slug: 'a', edition: 1, publishedOn: today, releaseTitle: 'A' }
    const [item] = items({
      tables: [
        { ...table, name: 'Violence' },
        { ...table, id: 'b', name: 'Robbery', rows: [['North', '[c]']] },
      ],
    })
    if (!item) throw new Error('no item')
    const [one, ...rest] = tablesOf({ ...item, ...published }, 0)
    expect(rest).toEqual([])
    expect(one?.rows.map(row => row.slice(0, 2))).toEqual([
      ['Violence', '12 offences'],
      ['Robbery', '[c]'],
    ])
    expect(one?.files.map(({ csv }) => csv.split('/').pop())).toEqual(['1-a.csv', '1-b.csv'])
  })

  test('a longer document: each table stands in its part, a hidden cell says so in words, and its words are read too', () => {
    const sections = [
      { depth: 1, title: 'Places', text: '## Where', tables: ['a'], notes: ['Not shown: the curve.'] },
      { depth: 2, text: 'No heading of its own.' },
    ]
    const made = items({
      text: '',
      sections,
      tables: [
        { ...table, rows: [['North', '[c]']] },
        { ...table, id: 'b' },
      ],
    })
    const [item] = made
    if (!item) throw new Error('no item')
    const published = { ...item, slug: 'a', edition: 1, publishedOn: today, releaseTitle: 'A' }
    const view = itemView(published, 0, { top: 2, said: { title: '', summary: '' } })
    expect(view.tables.map(({ id }) => id)).toEqual(['1-b'])
    const [first, second] = view.sections
    expect(first).toMatchObject({ title: 'Places', level: 3, inner: 4, notes: ['Not shown: the curve.'] })
    expect(first?.html).toContain('<h4')
    expect(first?.tables[0]?.rows).toEqual([['North', 'hidden [c]']])
    expect(second).toMatchObject({ title: '', tables: [] })
    expect(proseOf(words, made)).toEqual(expect.arrayContaining(['Places', 'Not shown: the curve.']))
    expect(figureRows([published]).map(row => row.slice(3, 17))).toEqual([
      [
        'Offences',
        '',
        'North',
        '',
        'A year',
        '[c]',
        'offences',
        '[c]',
        null,
        '',
        null,
        null,
        '',
        'hidden, so that nobody can be recognised',
      ],
      ['Offences', '', 'North', '', 'A year', 12, 'offences', 12, null, '', null, null, '', ''],
    ])
  })

  test('files: a rate stands with its base and its ends, a worked-out figure is taken apart, a note is said once', () => {
    const sources = [{ title: 'A file', custodian: 'Somebody' }]
    const columns = [
      { key: 'code', title: 'Code', role: 'place' as const },
      { key: 'period', title: 'Period', role: 'period' as const },
      { key: 'count', title: 'Offences', role: 'count' as const, unit: 'offences', counts: 'violence' },
      { key: 'people', title: 'Residents', role: 'denominator' as const, unit: 'people' },
      {
        key: 'rate',
        title: 'Rate',
        role: 'rate' as const,
        unit: 'per 1,000',
        count: 'count',
        denominator: 'people',
        per: 1_000,
      },
      { key: 'lower', title: 'Lower', role: 'lower' as const, of: 'rate' },
      { key: 'upper', title: 'Upper', role: 'upper' as const, of: 'rate' },
    ]
    const rates = {
      ...{ id: 'rates', caption: 'Violence', name: 'Violence', columns, note: 'As recorded.' },
      rows: [['N', '2025-10/2026-09', 120, 6_000, 20, 16.58, 23.92]],
    }
    const words = ['Figure', 'Value', 'Of', 'Period', 'Interval'].map(title => ({
      ...{ key: title.toLowerCase(), title, role: 'words' as const },
    }))
    const worked = {
      ...{ id: 'more', caption: 'Worked out', columns: words, restsOn: ['rates'], note: 'As recorded.' },
      rows: [
        ['Share', '40 %', '120 of 300', 'October 2025 to September 2026', '95% interval 34.6 % to 45.6 %'],
        ['Ratio', '[c]', '[c]', '[c]', '[c]'],
      ],
    }
    const sections = [{ depth: 2, title: 'When', notes: ['Hours are not shown.'] }]
    const [item] = items({ tables: [rates, worked], sources, licence: 'Open', sections })
    if (!item) throw new Error('no item')
    const all = [{ ...item, slug: 'a', edition: 1, publishedOn: today, releaseTitle: 'A' }]
    const rows = figureRows(all).map(row => Object.fromEntries(figureColumns.map((name, i) => [name, row[i]])))
    const base = {
      measure: 'Violence',
      period: '2025-10/2026-09',
      note: 1,
      source: 'A file, Somebody',
      licence: 'Open',
    }
    expect(rows).toMatchObject([
      { ...base, figure: 'Offences', value: 120, count: 120, place_code: 'N', interval: '' },
      { ...base, figure: 'Rate', value: 20, denominator: 6_000, interval_low: 16.58, interval_high: 23.92 },
      { ...base, figure: 'Share', value: 40, unit: 'percent', count: 120, denominator: 300, interval_high: 45.6 },
      { figure: 'Ratio', value: '[c]', as_shown: '', remark: 'hidden, so that nobody can be recognised' },
    ])
    expect(rows[2]?.as_shown).toBe('40 %; 120 of 300; October 2025 to September 2026; 95% interval 34.6 % to 45.6 %')
    expect(notesOf(all).rows).toEqual([
      [1, '', 'As recorded.'],
      [2, 'When', 'Hours are not shown.'],
    ])
  })
})
