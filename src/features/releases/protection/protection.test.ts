import { expect, test } from 'vitest'
import { tellingSentences } from '../checks/told.ts'
import { type NewReleasable, Releasable } from '../contract.ts'
import { protectItems } from './apply.ts'

const geography = new Map([
  ['old1', ['a', 'b']],
  ['old2', ['c', 'd']],
  ['new1', ['a']],
  ['new2', ['b', 'c', 'd']],
  ['borough', ['a', 'b', 'c', 'd']],
  ['hood', ['b', 'c']],
])
const columns: NonNullable<NewReleasable['tables']>[number]['columns'] = [
  { key: 'code', title: 'Code', role: 'place' },
  {
    key: 'age',
    title: 'Age',
    role: 'group',
    total: 'all',
    parts: { 'under 18': ['0-9', '10-17'], '10 to 17': ['10-17'] },
  },
  { key: 'period', title: 'Period', role: 'period' },
  { key: 'offences', title: 'Offences', role: 'count', unit: 'offences', counts: 'violence' },
]
const release = (rows: (string | number)[][]) =>
  Releasable.parse({
    key: 'figures/x',
    kind: 'figures',
    title: 'X',
    period: 'a year',
    licence: 'OGL',
    tables: [{ id: 't', caption: 'T', columns, rows }],
  })
const year = '2025-03/2026-02'
const shown = (found: ReturnType<typeof protectItems>) => found.items[0]?.tables[0]?.rows.map(row => row[3])

test('two vintages of wards: what the old ones show hides what the new ones would give away', () => {
  const first = protectItems(
    [
      release([
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  expect(shown(first)).toEqual([20, 30])
  // new1 is 17, so the rest of old1 has 3.
  const second = protectItems(
    [
      release([
        ['new1', 'all', year, 17],
        ['new2', 'all', year, 33],
      ]),
    ],
    first.cells,
    geography,
  )
  expect(shown(second)).toEqual(['[c]', '[c]'])
  expect(second.exposed).toEqual([])
})

test('ages that overlap: under 18 less 10 to 17 would be 3 children under 10', () => {
  const first = protectItems([release([['borough', 'under 18', year, 44]])], [], geography)
  expect(shown(protectItems([release([['borough', '10 to 17', year, 41]])], first.cells, geography))).toEqual(['[c]'])
})

test('periods that overlap: a year less eleven of its months', () => {
  const first = protectItems([release([['borough', 'all', year, 44]])], [], geography)
  const second = protectItems([release([['borough', 'all', '2025-04/2026-02', 42]])], first.cells, geography)
  expect(shown(second)).toEqual(['[c]'])
})

test('offences placed in no ward are a remainder, not a mistake', () => {
  const found = protectItems(
    [
      release([
        ['borough', 'all', year, 60],
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  expect(shown(found)).toEqual([60, 20, 30])
  expect(found).toMatchObject({ exposed: [], contradicts: false })
})

test('a remainder of 3 would itself be a small number: something is hidden', () => {
  const found = protectItems(
    [
      release([
        ['borough', 'all', year, 55],
        ['old1', 'all', year, 22],
        ['old2', 'all', year, 30],
      ]),
    ],
    [],
    geography,
  )
  const [total, ...parts] = shown(found) ?? []
  // 55 is a total, shown to the nearest 5: from 53 to 57, so the remainder could be 1 to 5.
  expect([total, ...parts]).toEqual([55, 22, 30])
})

test('figures revised since are told', () => {
  const first = protectItems(
    [
      release([
        ['old1', 'all', year, 20],
        ['old2', 'all', year, 3],
      ]),
    ],
    [],
    geography,
  )
  expect(protectItems([release([['old1', 'all', year, 24]])], first.cells, geography).contradicts).toBe(true)
})

const derived = {
  id: 'more',
  caption: 'Worked out from these',
  columns: [
    { key: 'figure', title: 'Figure', role: 'words' as const },
    { key: 'value', title: 'Value', role: 'words' as const },
  ],
  rows: [['Share of the first', '40 %']],
  restsOn: ['t'],
}
const withDerived = (rows: (string | number)[][]) => {
  const [item] = [release(rows)]
  return Releasable.parse({ ...item, tables: [...item.tables, derived] })
}
const derivedOf = (rows: (string | number)[][]) =>
  protectItems([withDerived(rows)], [], geography).items[0]?.tables[1]?.rows[0]

test('what is worked out from counts is shown only where each of them is shown as it is', () => {
  const two = (small: number) => [
    ['old1', 'all', year, 20],
    ['old2', 'all', year, small],
  ]
  expect(derivedOf(two(30))).toEqual(['Share of the first', '40 %'])
  expect(derivedOf(two(3))).toEqual(['Share of the first', '[c]'])
  // the borough above its wards is rounded: a share of it would give the rest of the figure
  expect(derivedOf([...two(32), ['borough', 'all', year, 52]])).toEqual(['Share of the first', '[c]'])
})

const named = (rows: (string | number)[][]) => {
  const item = release(rows)
  const [table] = item.tables
  const name = { key: 'name', title: 'Place', role: 'words' as const }
  const denominator = { key: 'residents', title: 'Residents', role: 'denominator' as const, unit: 'people' }
  const per = {
    key: 'rate',
    title: 'Rate',
    role: 'rate' as const,
    unit: 'per 1,000',
    count: 'offences',
    denominator: 'residents',
    per: 1_000,
  }
  return Releasable.parse({
    ...item,
    tables: [
      {
        ...table,
        columns: [...columns, name, denominator, per],
        rows: rows.map(row => [...row, `Ward ${row[0]}`, 2_000, null]),
      },
    ],
  })
}
const toldOf = (sentence: string) => {
  const item = named([
    ['old1', 'all', year, 20],
    ['old2', 'all', year, 3],
    ['old2', 'all', '2024-03/2025-02', 7],
    ['borough', 'all', year, 1_043],
  ])
  const found = protectItems(
    [item],
    [],
    new Map([...geography, ['old1', ['a']], ['borough', ['a', 'b', 'c', 'd', 'e']]]),
  )
  expect(found.items[0]?.tables[0]?.rows.map(row => row[3])).toEqual([20, '[c]', 7, 1_045])
  return tellingSentences([item], found, [sentence]).length > 0
}

test('words that tell a hidden count, its rate, its change, or a total that is rounded are found; those that are shown may be told', () => {
  for (const telling of [
    'In Ward old2 there were 3 offences.',
    'Ward old2 had three.',
    'There were 3 in Ward old2, and fewer later.',
    'The rate of Ward old2 is 1.5 for each 1,000 people.',
    'It fell by 57 % in Ward old2.',
    'It fell to 0.43 times the year before in Ward old2.',
    'In all there were 1,043 offences in Ward borough.',
    'Ward old2 went from 6 to 3.',
    'Ward old2 recorded 3 during the year.',
    'In Ward old2 there were 3 recorded in 2025.',
    'Ward old2 counted 3 (2 the year before).',
    'Ward old2 had **3** offences.',
    'Ward old2 had 3* offences',
    '| Ward old2 | 3 |',
    'WARD OLD2: 3; elsewhere more',
    'In Ward old2 3 teenagers were hurt with a knife.',
    'Ward old2 had three knife, gun and other offences',
    'In Ward old2 there\nwere 3.',
    'Ward old2 had 3 street robberies.',
    'Ward old2 had 3 in two parks.',
    'In Ward old2 offences halved.',
    'Half as many: Ward old2 did well.',
    'Offences in Ward old2 fell by three quarters.',
    'The rate of Ward old2 fell to 2 per 1,000.',
    'Rates in Ward old2 fell from 4 to 2 for every 1,000 people.',
  ])
    expect(toldOf(telling), telling).toBe(true)
  for (const harmless of [
    'In Ward old1 there were 20 offences.',
    'In Ward old2 there are three youth clubs.',
    'In all there were about 1,045 offences in Ward borough.',
    'Ward old2 has had a youth worker since 3 March 2025.',
    'Ward old2 had 7 offences the year before.',
    'Elsewhere 3 parks were closed.',
    'Ward old2 has 3 new youth clubs, 3 bus stops and a 3-year plan.',
    'A project of 3 months in Ward old2 is for people aged 3 to 5.',
    'In Ward old2 the club opens at 3pm, on 3 May and May 3.',
    'In Ward old2 1 in 3 young people go to a club, for 5 to 3 year olds.',
    'Goal 3 is about Ward old2, and so is table 3.',
    'In Ward old2 the count is hidden: it is from 1 to 4.',
    'About 3 % of people live in Ward old2.',
    'The club of Ward old2 is open at half-term and for half an hour on Mondays, in the second half of the year.',
    'Rates for each 1,000 people are shown for Ward old2 too.',
    'Half of the people of Ward old2 are under 30, and two thirds of its land is a park.',
  ])
    expect(toldOf(harmless), harmless).toBe(false)
})

test('the check of words hears every number that a small count could be, so that it tells nobody which it is', () => {
  for (const count of [1, 2, 3, 4]) expect(toldOf(`Ward old2 had ${count} offences.`), String(count)).toBe(true)
  for (const rate of ['0.50', '1.00', '1.50', '2.00'])
    expect(toldOf(`The rate of Ward old2 is ${rate} for each 1,000 people.`), rate).toBe(true)
  expect(toldOf('Ward old2 had 5 offences.')).toBe(false)
})

test('words that may count, beside a place whose hidden count they would be', () => {
  const telling = (count: number, sentence: string) => {
    const item = named([
      ['old1', 'all', year, 20],
      ['old2', 'all', year, count],
    ])
    const found = protectItems([item], [], geography)
    // a count above four is hidden as a partner elsewhere: here it is enough that it is not shown
    const cells = found.cells.map(cell => ({ ...cell, most: null, hidden: true }))
    return tellingSentences([item], { ...found, cells }, [sentence]).length > 0
  }
  for (const [count, sentence] of [
    [1, 'Ward old2 had a single offence.'],
    [1, 'It happened once in Ward old2.'],
    [2, 'Ward old2 had a pair of them.'],
    [2, 'A couple of offences were in Ward old2.'],
    [2, 'Both were in Ward old2.'],
    [12, 'Ward old2 had a dozen offences.'],
    [12, 'Ward old2 had twelve.'],
    [17, 'Ward old2 had seventeen.'],
  ] as const)
    expect(telling(count, sentence), sentence).toBe(true)
  for (const [count, sentence] of [
    [1, 'No one in Ward old2 is alone, and everyone may come once a week.'],
    [1, 'A single parent in Ward old2 can ask at once.'],
    [1, 'Ward old2 is one of the places with one youth club.'],
    [2, 'Both Ward old2 and Ward old1 have parks.'],
    [2, 'The club in Ward old2 is open twice a week, in a couple of places.'],
  ] as const)
    expect(telling(count, sentence), sentence).toBe(false)
})

test('wards in one table and their borough in another: what police placed in no ward is no contradiction', () => {
  const wards = release([
    ['old1', 'all', year, 20],
    ['old2', 'all', year, 30],
  ])
  const borough = { ...release([['borough', 'all', year, 60]]), key: 'place/borough' }
  const found = protectItems([borough, wards], [], geography)
  expect(shown(found)).toEqual([60])
  expect(found).toMatchObject({ exposed: [], contradicts: false })
  expect(protectItems([borough, wards], found.cells, geography)).toMatchObject({ exposed: [], contradicts: false })
})

test('months drawn as a line are shown to the nearest 5, so that they do not add up to their year', () => {
  const line = release([
    ['borough', 'all', '2026-01', 22],
    ['borough', 'all', '2026-02', 28],
    ['borough', 'all', '2026-03', 3],
  ])
  const tables = line.tables.map(table => ({ ...table, trend: { months: 1 as const, breaks: [] } }))
  expect(shown(protectItems([{ ...line, tables }], [], geography))).toEqual([20, 30, '[c]'])
})

test('among a line of months only a number that is said of events is told: not the youth clubs there are', () => {
  const line = release([
    ['borough', 'all', '2026-01', 22],
    ['borough', 'all', '2026-02', 28],
  ])
  const item = { ...line, tables: line.tables.map(table => ({ ...table, trend: { months: 1 as const, breaks: [] } })) }
  const found = protectItems([item], [], geography)
  const telling = (sentence: string) => tellingSentences([item], found, [sentence]).length > 0
  expect(telling('There are 22 youth clubs, and 27 % of people here are young.')).toBe(false)
  expect(telling('In January there were 22 offences.')).toBe(true)
})

const families = [{ whole: 'violence', kinds: ['homicide', 'injury', 'other'] }]
/** One table for each thing counted, of old1, old2 and the borough where that has a count. */
const kindsOf = (counts: Record<string, number[]>) => {
  const [table] = release([]).tables
  const tables = Object.entries(counts).map(([name, values]) => ({
    ...table,
    id: name,
    columns: columns.map(column => (column.role === 'count' ? { ...column, counts: name, families } : column)),
    rows: values.map((value, i) => [['old1', 'old2'][i] ?? 'borough', 'all', year, value]),
  }))
  return Releasable.parse({ ...release([]), tables })
}
const exposedBy = (counts: Record<string, number[]>, before: Record<string, number[]> = {}) =>
  protectItems([kindsOf(counts)], protectItems([kindsOf(before)], [], geography).cells, geography).exposed

test('a whole less its kinds: no small kind comes out of it, hidden or shown nowhere, in one release or in two', () => {
  const [violence, injury, other] = [
    [130, 140],
    [60, 70],
    [69, 50],
  ]
  // 130 less 60 less 69 is one homicide; 140 less 70 less 50 is 20, which is not small
  expect(exposedBy({ violence, injury, other })).toEqual(['X: violence less its kinds, old1, 2025-03/2026-02'])
  expect(exposedBy({ other }, { violence, injury })).toHaveLength(1)
  expect(exposedBy({ violence }, { injury, other })).toHaveLength(1)
  // its own table hides it: one for the small count, one for the count that protects it
  expect(exposedBy({ violence: [130], injury: [60], other: [69], homicide: [1] })).toHaveLength(1)
  // one is left, and a hidden count is one or more
  expect(exposedBy({ violence: [61], injury: [60], homicide: [1] })).toHaveLength(1)
})

test('a whole with kinds that leave more than one unknown, or none small, goes out', () => {
  expect(exposedBy({ violence: [130, 140], injury: [60, 70] })).toEqual([])
  expect(exposedBy({ injury: [60, 70], other: [69, 50], homicide: [1, 20] })).toEqual([])
  expect(exposedBy({ violence: [130], injury: [60], other: [50], homicide: [20] })).toEqual([])
  expect(exposedBy({ violence: [130], injury: [60], homicide: [1] })).toEqual([])
  expect(exposedBy({ violence: [129], injury: [60], other: [69], homicide: [0] })).toEqual([])
})
