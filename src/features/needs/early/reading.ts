import { formatRate } from '../../../lib/charts/index.ts'
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list as listed, plural, sentence, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { findCity } from '../../places/index.ts'
import type { Reading } from '../analyses/reading.ts'
import type { View } from '../analyses/view.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import { sourceWords } from '../sources.ts'
import { officer } from '../when/scope.ts'
import { type Early, earlyOf, type Line } from './compute.ts'
import { replications } from './rules.ts'

export const path = '/analyses/early-notice'

export const hrefOf = (at: string, { known, ground, list }: Early): string =>
  `${at}?${new URLSearchParams({ measure: known.measure.code, level: ground.kind, month: list.month })}`

export const titleOf = ({ known, list }: Early): string =>
  `Early notice: ${known.measure.name.toLowerCase()}, ${monthWords(list.month)}`

/** Flags that still stand once it is counted how many places were looked at. */
export const holding = (lines: readonly Line[]): Line[] => lines.filter(line => line.flag.q <= 0.05)

export const expectedWords = ({ list }: Early): string => formatRate(list.expected, 1)

export function statementOf(early: Early): string {
  const { known, ground, list, lines, open } = early
  const many = kindWords[ground.kind][1]
  const held = holding(lines)
  const names = held.map(line => line.area.name)
  const some = open < list.tested ? ` (${plural(open, kindWords[ground.kind][0], many)} of them open to you)` : ''
  return [
    `${known.measure.name} in ${monthWords(list.month)}: ${plural(lines.length, 'flag')} at ${whole(list.tested)} ${many} looked at${some}.`,
    `Had nothing changed anywhere, chance alone would give about ${expectedWords(early)}${lines.length <= list.expected ? ', so their number is no news' : '; months vary more than chance, so more than that are ordinary'}.`,
    held.length === 0
      ? 'No flag stands out once it is counted how many places were looked at (false discovery rate 5%).'
      : `${plural(held.length, 'flag')} ${held.length === 1 ? 'stands' : 'stand'} out once it is counted how many places were looked at (false discovery rate 5%): ${listed(names)}.`,
  ].join(' ')
}

export const notesOf = ({ list, known }: Early): string[] => [
  'A flag is a prompt to look, never a finding: one month says little, and the next is usually nearer the ordinary.',
  `Made on ${dayWords(list.madeOn)} from the data of that day and kept as it was. A month that is later revised may look different.`,
  'EARS looks at the seven months before and knows no season. Farrington looks at the same months of three earlier years, and is used where so many were recorded in one way.',
  'Fewer than five events in the month are never flagged. A place whose count is hidden from you is not listed.',
  ...(known.measure.note ? [known.measure.note] : []),
]

export const rowOf = ({ area, flag, followed }: Line): string[] => [
  area.boroughName && area.kind === 'ward' ? `${area.name}, ${area.boroughName}` : area.name,
  whole(flag.count),
  formatRate(flag.usual, 1),
  flag.detectors.join(', '),
  flag.q <= 0.05 ? 'yes' : 'no',
  followed.length === 0 ? 'nothing yet' : followed.map(one => one.title).join('; '),
]

export const head = ['Place', 'This month', 'Usual', 'Flagged by', 'Stands out among all', 'What followed']

/** Who acted on it, and how, is left out of what is frozen: the thread holds it. */
export async function readingOf(db: Db, early: Early): Promise<Reading> {
  const { store, known, list, lines } = early
  const city = await findCity(db)
  const imports = store.coverage
    .filter(one => one.grain === 'month' && one.measureIds.has(known.measure.id))
    .map(one => one.importId)
  const period = monthWords(list.month)
  return {
    view: 'early-notice',
    title: titleOf(early),
    href: hrefOf(path, early),
    statement: statementOf(early),
    figures: [
      {
        label: 'Flags',
        value: whole(lines.length),
        count: '',
        denominator: `${whole(list.tested)} places looked at`,
        period,
        interval: `about ${expectedWords(early)} by chance alone`,
      },
      {
        label: 'Flags that stand out among all places',
        value: whole(holding(lines).length),
        count: '',
        denominator: `${whole(list.tested)} places looked at`,
        period,
        interval: 'false discovery rate 5%',
      },
    ],
    table: { caption: titleOf(early), head: head.slice(0, -1), rows: lines.map(line => rowOf(line).slice(0, -1)) },
    from: list.month,
    to: list.month,
    places: city ? [city.code] : known.areas.slice(0, 1).map(area => area.code),
    measures: [known.measure.code],
    imports: [...new Set(imports)].sort((a, b) => a - b),
    source: await sourceWords(
      db,
      store,
      known.measure.id,
      known.areas.map(area => area.id),
      { from: list.month, to: list.month },
    ),
    method: '/methods/early-notice',
    settings: `EARS with 7 months at 0.001, Farrington (improved) with 3 years at 0.01; chance by ${replications} simulations a mean, seed 1`,
    notes: notesOf(early),
  }
}

export const measureSentence = ({ known }: Early): string => `${sentence(known.measure.unit)}.`

export const view: View = {
  name: 'early-notice',
  title: 'Early notice',
  question:
    'Which places had more last month than the months before lead one to expect, and how many such flags chance would give?',
  path,
  read: async (rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> => {
    const answer = await earlyOf(rooms, officer, asked)
    return answer.state === 'ready' ? readingOf(rooms.db, answer.early) : undefined
  },
  addressFor: async (rooms, actor, asked) => {
    const answer = await earlyOf(rooms, actor, asked)
    return answer.state === 'ready' ? hrefOf(path, answer.early) : undefined
  },
  marks: () => true,
}
