import { type CurvePoint, concentrationCurve } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import type { AgainstChance } from '../../../lib/stats/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { isOpen } from '../patterns/ask.ts'
import { breakNotes, importsOf, keptNote, missingNote, sourceOf } from '../patterns/behind.ts'
import { hrefOf } from '../patterns/href.ts'
import { stoodNote } from '../patterns/stand-in.ts'
import { between, percent as pct, periodWords, points } from '../patterns/words.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import { overlayWords, statementOf, stayWords, titleOf, topWords } from './words.ts'
import { ask, draws, type Found, seed } from './work.ts'

export const path = '/analyses/concentration'

// Of a measure whose places are kept back, the spread of few events over few places would say too much of each.
const [fewestEvents, fewestPlaces, fewestTop] = [100, 50, 10]

/** May the spread of this measure be said to all who read findings? It names no place; where places are kept back it must be of many. */
export function maySay({ look, answer }: Found): boolean {
  const { total, places } = answer.spread
  return isOpen(look) || (total >= fewestEvents && places >= fewestPlaces && answer.top.places >= fewestTop)
}

export async function read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> {
  const answer = await ask(rooms, null, asked)
  return answer.state === 'found' && maySay(answer.found) ? readingOf(rooms, answer.found) : undefined
}

export async function readingOf(rooms: Rooms, found: Found): Promise<Reading> {
  const { look } = found
  return {
    view: 'concentration',
    title: titleOf(found),
    href: addressOf(found),
    statement: statementOf(found),
    figures: figuresOf(found),
    svg: chartOf(found),
    table: tableOf(found),
    from: look.from,
    to: look.to,
    places: [rooms.pack.city.code],
    measures: [look.known.measure.code],
    imports: importsOf(look, look),
    source: await sourceOf(rooms.db, look, look),
    method: '/methods/concentration',
    settings: settingsWords(found),
    notes: notesOf(found),
    inside: insideNotes(found),
  }
}

export const addressOf = ({ look, settings }: Found, to = path): string =>
  hrefOf(to, look, {
    top: settings.top === 'any' ? 'any' : String(Math.round(settings.top * 10_000) / 100),
    chance: settings.chance,
  })

export const settingsWords = ({ settings, residents }: Found): string =>
  `${draws} draws, seed ${seed}; ${settings.chance === 'equal' ? 'every place as likely' : `places as likely as their residents are many (${residents?.words ?? ''})`}`

function figuresOf(found: Found): Figure[] {
  const { look, answer } = found
  const [one, many] = kindWords[look.ground.kind]
  const share = answer.chance.shares[0]
  const base = { period: periodWords(look), denominator: topWords(found) }
  const count = `${whole(answer.top.events)} of ${whole(answer.spread.total)} ${look.known.measure.unit}`
  const all = {
    count: `${whole(answer.spread.total)} ${look.known.measure.unit}`,
    period: base.period,
    denominator: `${whole(answer.spread.places)} ${many}`,
  }
  const { placesWithEvents, gini, giniGeneralised } = answer.chance
  return [
    ...(share && found.settings.top !== 'any'
      ? [
          {
            label: `Share of ${look.known.measure.unit} in the top ${pct(answer.top.places / answer.spread.places)} of ${many}`,
            value: pct(share.observed),
            count,
            ...base,
            interval: byChance(share, pct),
          },
          {
            label: 'Against chance',
            value: `${points(share.observed - share.mean)} ${share.observed < share.mean ? 'less' : 'more'}`,
            count,
            ...base,
            interval: `${between(share.observed - share.upper, share.observed - share.lower, n => (100 * n).toFixed(1))} points in 95 of 100 draws`,
          },
        ]
      : []),
    {
      label: `${sentence(many)} with any`,
      value: `${whole(placesWithEvents.observed)} (${pct(placesWithEvents.observed / answer.spread.places)})`,
      ...all,
      interval: byChance(placesWithEvents, whole),
    },
    { label: 'Gini index', value: gini.observed.toFixed(3), ...all, interval: byChance(gini, n => n.toFixed(3)) },
    {
      label: 'Generalised Gini index',
      value: giniGeneralised.observed.toFixed(3),
      ...all,
      interval: byChance(giniGeneralised, n => n.toFixed(3)),
    },
    ...(answer.half
      ? [
          {
            label: `Fewest ${many} that hold half`,
            value: `${whole(answer.half.wholePlaces)} ${answer.half.wholePlaces === 1 ? one : many} (${pct(answer.half.wholeShareOfPlaces)})`,
            ...all,
            interval: 'as recorded; not held against chance',
          },
        ]
      : []),
  ]
}

const byChance = ({ mean, lower, upper }: AgainstChance, say: (n: number) => string): string =>
  `${say(mean)} by chance, 95% of draws ${between(lower, upper, say)}`

/** The points of the curve; the first of the answer's is the one the page speaks of. */
export function pointsOf({ answer }: Found): { marked: CurvePoint | undefined; curve: CurvePoint[] } {
  const all = answer.chance.shares.map(({ observed, mean, lower, upper }, i) => ({
    places: (answer.tops[i] ?? 0) / answer.spread.places,
    events: observed,
    chance: mean,
    lower,
    upper,
  }))
  return { marked: all[0], curve: all.slice(1) }
}

export function chartOf(found: Found): string {
  const { look } = found
  const { marked, curve } = pointsOf(found)
  const many = kindWords[look.ground.kind][1]
  return concentrationCurve({
    title: titleOf(found),
    up: `Share of ${look.known.measure.unit}`,
    along: `Share of ${many}, those with most first`,
    points: curve,
    ...(marked ? { marked } : {}),
  })
}

const wanted = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]

export function tableOf(found: Found): NonNullable<Reading['table']> {
  const { look } = found
  const { marked, curve } = pointsOf(found)
  const few =
    curve.length <= 12 ? curve : wanted.flatMap(share => curve.find(point => point.places >= share - 1e-9) ?? [])
  const rows = [...(marked ? [marked] : []), ...few].sort((a, b) => a.places - b.places)
  const unique = rows.filter((row, i) => row.places !== rows[i - 1]?.places)
  const many = kindWords[look.ground.kind][1]
  return {
    caption: titleOf(found),
    head: [`Share of ${many}, fullest first`, `Share of ${look.known.measure.unit}`, 'By chance', '95% of draws'],
    rows: unique.map(row => [pct(row.places), pct(row.events), pct(row.chance), between(row.lower, row.upper)]),
  }
}

const insideNotes = ({ look, stood }: Found): string[] => [
  ...keptNote(look),
  ...stoodNote(stood, kindWords[look.ground.kind][1]),
]

export function notesOf(found: Found): string[] {
  const { look, unknown } = found
  const many = kindWords[look.ground.kind][1]
  return [
    ...insideNotes(found),
    `Counts, not rates: a place that holds visitors holds more of everything. Which ${many} they are, and why, this does not say.`,
    stayWords(found),
    overlayWords(found),
    ...breakNotes(look, look),
    ...missingNote(unknown, many),
    ...(look.months < 12
      ? [
          `The period is ${look.months === 1 ? `one month, ${monthWords(look.to)}` : `${look.months} months`}: seasons may matter.`,
        ]
      : []),
  ]
}
