import type { Change } from '../../../../lib/charts/index.ts'

/** Invented: no place and no figure here is real. */
export interface ExampleWard {
  ward: string
  borough: string
  offences: number
  rate: number
  lower: number
  upper: number
  change: Change
  ratio: number
  low: number
  high: number
  years: readonly [boolean, boolean, boolean]
}

type Row = [string, string, number, number, number, number, Change, number, number, number, string]

const rows: readonly Row[] = [
  ['Abbot Field', 'Northgate', 41, 3.5, 2.5, 4.7, 'chance', 1.08, 0.66, 1.77, '000'],
  ['Alder Bank', 'Northgate', 138, 11.4, 9.6, 13.5, 'falling', 0.61, 0.47, 0.79, '000'],
  ['Barley Mow', 'Eastmere', 96, 9.2, 7.5, 11.2, 'chance', 0.93, 0.68, 1.27, '100'],
  ['Brickfields', 'Eastmere', 171, 15.3, 13.1, 17.8, 'rising', 1.58, 1.24, 2.02, '001'],
  ['Canal Foot', 'Southwharf', 212, 16.4, 14.3, 18.8, 'chance', 1.04, 0.85, 1.28, '111'],
  ['Cathedral', 'Southwharf', 264, 26.9, 23.8, 30.4, 'chance', 0.97, 0.8, 1.17, '111'],
  ['Dovecote', 'Westbrook', 28, 2.8, 1.9, 4.1, 'too-few', 1.22, 0.66, 2.26, '000'],
  ['Elm Park Road', 'Westbrook', 63, 5.1, 3.9, 6.5, 'chance', 1.15, 0.77, 1.71, '000'],
  ['Gasworks', 'Eastmere', 149, 14.8, 12.5, 17.4, 'rising', 1.49, 1.15, 1.93, '011'],
  ['Harbour Steps', 'Southwharf', 187, 16.0, 13.8, 18.5, 'falling', 0.68, 0.55, 0.84, '100'],
]

const yearsOf = (text: string): [boolean, boolean, boolean] => [text[0] === '1', text[1] === '1', text[2] === '1']

export const exampleWards: readonly ExampleWard[] = rows.map(
  ([ward, borough, offences, rate, lower, upper, change, ratio, low, high, years]) => ({
    ward,
    borough,
    offences,
    rate,
    lower,
    upper,
    change,
    ratio,
    low,
    high,
    years: yearsOf(years),
  }),
)

/** Monthly counts of an invented ward, one month missing, with a break in recording after the 24th. */
export const exampleMonths = {
  from: '2023-03',
  counts: [
    5,
    4,
    4,
    5,
    7,
    9,
    5,
    6,
    10,
    7,
    4,
    3,
    4,
    9,
    5,
    6,
    3,
    7,
    null,
    8,
    7,
    9,
    8,
    9,
    4,
    6,
    5,
    8,
    5,
    5,
    2,
    7,
    5,
    3,
    6,
    4,
    6,
    15,
    5,
    3,
    4,
    5,
  ],
  breakAt: 24,
}
