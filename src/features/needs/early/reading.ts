import { formatRate } from '../../../lib/charts/index.ts'
import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list as listed, plural, sentence, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { notShown } from '../../evidence/index.ts'
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
export const holding = (lines: readonly Line[]): Line[] => lines.filter(line => (line.flag.q ?? 1) <= 0.05)

export const expectedWords = ({ expected }: Pick<Early, 'expected'>): string => formatRate(expected, 1)

/** Places looked at whose flags are shown, and of how many that is. */
const placesWords = ({ ground, list, open }: Early): string => {
  const many = `${whole(list.tested)} ${kindWords[ground.kind][1]} looked at`
  return open < list.tested ? `${whole(open)} of ${many}, those shown to you` : many
}

export function statementOf(early: Early): string {
  const { known, list, lines, expected } = early
  return [
    `${known.measure.name} in ${monthWords(list.month)}: ${plural(lines.length, 'flag')} at ${placesWords(early)}.`,
    `Had nothing changed there, chance alone would give about ${expectedWords(early)}${lines.length <= expected ? ', so their number is no news' : '; seasons, and months that vary more than chance, give more than that'}.`,
    outWords(lines),
  ].join(' ')
}

/** Which flags stand out, as far as the years known let it be told. */
function outWords(lines: readonly Line[]): string {
  const held = holding(lines)
  const judged = lines.filter(line => line.flag.q !== null)
  const when =
    'once season, trend and how much its months vary are taken into account, and how many places were looked at (false discovery rate 5%)'
  if (lines.length > 0 && judged.length === 0)
    return 'Whether one stands out cannot be told: it takes three years recorded in one way.'
  if (held.length === 0) return `No flag stands out ${when}.`
  const names = listed(held.map(line => line.area.name))
  return `${plural(held.length, 'flag')} ${held.length === 1 ? 'stands' : 'stand'} out ${when}: ${names}.`
}

export const notesOf = ({ list, known }: Early): string[] => [
  'A flag is a prompt to look, never a finding: one month says little, and the next is usually nearer the ordinary.',
  `Made on ${dayWords(list.madeOn)} from the data of that day and kept as it was. A month that is later revised may look different.`,
  'EARS (the Early Aberration Reporting System of public health in the United States) asks whether the month is far above the mean of the seven months before it. It knows no season: a month that is high every year is flagged every year.',
  'Farrington (the method with which outbreaks of infection are watched for in England and Wales) asks whether the month is far above the same months of three earlier years, their trend taken into account. It is used where so many were recorded in one way.',
  'Whether a flag stands out is told from three years of its own place: their trend, season and days, and how much they vary. Where fewer are known it is not told.',
  'Fewer than five events in the month are never flagged. A place whose count is hidden from you is not listed; where its months are kept back one by one, no number stands.',
  ...(known.measure.note ? [known.measure.note] : []),
]

export const rowOf = ({ area, flag, tells, followed }: Line): string[] => [
  area.boroughName && area.kind === 'ward' ? `${area.name}, ${area.boroughName}` : area.name,
  tells === 'none' ? notShown : whole(flag.count),
  tells === 'none' ? notShown : tells === 'all' ? formatRate(flag.usual, 1) : whole(Math.round(flag.usual)),
  flag.detectors.join(', '),
  flag.q === null ? 'cannot be told' : flag.q <= 0.05 ? 'yes' : 'no',
  followed.length === 0 ? 'nothing yet' : followed.map(one => one.title).join('; '),
]

export const head = ['Place', 'This month', 'Usual', 'Flagged by', 'Stands out among all', 'What followed']

const settingsWords = ({ expected, open }: Early): string =>
  `EARS with 7 months at 0.001, Farrington (improved) with 3 years at 0.01: together they flag ${open === 0 ? 'no place' : `a place in about ${formatRate((100 * expected) / open, 1)}% of months`} by chance (${replications} simulations a mean, seed 1)`

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
        denominator: `${whole(early.open)} places looked at`,
        period,
        interval: `about ${expectedWords(early)} by chance alone`,
      },
      {
        label: 'Flags that stand out among all places',
        value: whole(holding(lines).length),
        count: '',
        denominator: `${whole(early.open)} places looked at`,
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
    settings: settingsWords(early),
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
