import { formatRate as decimal, escapeXml, ownIds } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import type { Drawing } from '../map/drawing.ts'
import { breakNotes, importsOf, sourceOf } from '../patterns/behind.ts'
import { periodWords } from '../patterns/words.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import { perWords } from '../words.ts'
import { clusterPicture, drawingFor, spotsPicture } from './picture.ts'
import { marked, type Row, type SeenSpots, seenSpots } from './seen.ts'
import { boroughTable, countsKept, isSmall, smallNote, unnamed } from './small.ts'
import { burstWords, clusterChance, islandWords, statementOf, suddenWords, titleOf } from './words.ts'
import { ask, type Found, seed } from './work.ts'

export const path = '/analyses/hot-spots'

export async function read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> {
  const answer = await ask(rooms, null, asked)
  if (answer.state !== 'found') return undefined
  const { found } = answer
  if (isSmall(found)) return readingOf(rooms, found, unnamed(found), undefined)
  return readingOf(rooms, found, await seenSpots(rooms, null, found), await drawingFor(rooms, found))
}

export async function readingOf(
  rooms: Rooms,
  found: Found,
  seen: SeenSpots,
  drawing: Drawing | undefined,
): Promise<Reading> {
  const { look, answer, spans, residents } = found
  const whole = { from: answer.sudden ? spans.earlier.from : look.from, to: look.to }
  return {
    view: 'hot-spots',
    title: titleOf(found),
    href: addressOf(found),
    statement: statementOf(found, seen),
    figures: figuresOf(found, seen),
    ...(drawing ? { svg: ownIds(picturesOf(found, seen, drawing), addressOf(found)) } : {}),
    table: isSmall(found)
      ? boroughTable(seen, titleOf(found))
      : tableOf(found, [...marked(seen, 'hot'), ...marked(seen, 'cold')], titleOf(found)),
    from: look.from,
    to: look.to,
    places: [rooms.pack.city.code],
    measures: [look.known.measure.code],
    imports: importsOf(look, whole),
    source: await sourceOf(rooms.db, look, whole),
    method: '/methods/hot-spots',
    settings: settingsWords(found, residents.words),
    notes: notesOf(found, seen),
  }
}

/** Both maps with their keys, as they stand on the page: hot and cold, and the sudden clusters where there are any. */
function picturesOf(found: Found, seen: SeenSpots, drawing: Drawing): string {
  const first = spotsPicture(found, seen, drawing, titleOf(found))
  const spots = `${first.svg}${first.keyHtml}`
  if (!seen.clusters.some(cluster => cluster.told)) return spots
  const second = clusterPicture(found, seen, drawing, suddenWords(found, seen))
  const caption = `<p class="up-small">Sudden clusters, ${escapeXml(periodWords(found.spans.recent))}</p>`
  return `${spots}${caption}${second.svg}${second.keyHtml}`
}

export const addressOf = ({ look, recent }: Found, to = path): string =>
  `${to}?${new URLSearchParams({ measure: look.known.measure.code, level: look.ground.kind, to: look.to, recent: String(recent) })}`

const settingsWords = ({ answer, look }: Found, residents: string): string => {
  const many = kindWords[look.ground.kind][1]
  const circles = answer.sudden
    ? `; circles of up to ${100 * answer.sudden.maxShare}% of what is expected, ${whole(answer.sudden.draws)} draws`
    : ''
  return `Gi* on rates standardised for residents (${residents}), binary weights, each place itself counted; ${many} that share a stretch of border are neighbours; ${whole(answer.draws)} draws without replacement, seed ${seed}${again(answer.finer)}, false discovery rate 5%${circles}`
}

const again = (finer: number): string =>
  finer ? `; for those that none of these came up to, ${whole(finer)} more, seed ${seed + 1}` : ''

function figuresOf(found: Found, seen: SeenSpots): Figure[] {
  const { look, answer, spans } = found
  const [one, many] = kindWords[look.ground.kind]
  const events = found.rows.reduce((sum, row) => sum + row.count, 0)
  const base = {
    count: `${whole(events)} ${look.known.measure.unit}`,
    denominator: `${whole(seen.rows.length)} ${many}`,
    period: periodWords(look),
    interval: 'false discovery rate 5%: of those marked, about one in twenty by chance',
  }
  const say = (n: number) => `${whole(n)} ${n === 1 ? one : many}`
  return [
    { label: 'High rates gather around', value: say(marked(seen, 'hot').length), ...base },
    { label: 'Low rates gather around', value: say(marked(seen, 'cold').length), ...base },
    ...(answer.sudden
      ? [
          {
            label: 'Sudden clusters',
            value: whole(seen.clusters.filter(cluster => cluster.told).length),
            count: `${whole(answer.sudden.total)} ${look.known.measure.unit}`,
            denominator: base.denominator,
            period: periodWords(spans.recent),
            interval: seen.clusters[0]
              ? `strongest circle: ${clusterChance(seen.clusters[0])} over the whole map`
              : 'no circle stronger than chance makes in one map of twenty',
          },
        ]
      : []),
    ...(isSmall(found) && !seen.exact ? [countsKept(base.period)] : []),
  ]
}

export const markWords: Record<Row['mark'], string> = {
  hot: 'high around it',
  cold: 'low around it',
  chance: 'could be chance',
  island: 'nobody borders it',
  'not shown': 'not shown',
}

/** By name: no ranking. */
export function tableOf({ look }: Found, rows: readonly Row[], caption: string): NonNullable<Reading['table']> {
  const { measure } = look.known
  const numbers = rows.some(row => row.q !== null)
  return {
    caption,
    head: [
      sentence(kindWords[look.ground.kind][0]),
      'Mark',
      sentence(measure.unit),
      `Rate ${perWords(measure)} (95% interval)`,
      ...(numbers ? ['z', 'Adjusted p'] : []),
    ],
    rows: rows.map(row => [
      row.area.boroughName && row.area.kind !== 'borough' ? `${row.area.name}, ${row.area.boroughName}` : row.area.name,
      markWords[row.mark],
      row.count.count === null ? (row.count.words ?? '') : whole(row.count.count),
      row.rate && row.rate.rate !== null
        ? `${decimal(row.rate.rate)} (${decimal(row.rate.lower)} to ${decimal(row.rate.upper)})`
        : '',
      ...(numbers
        ? [
            row.z === null ? '' : row.z.toFixed(2),
            row.q === null ? '' : row.q < 0.001 ? 'under 0.001' : row.q.toFixed(3),
          ]
        : []),
    ]),
  }
}

function notesOf(found: Found, seen: SeenSpots): string[] {
  const { look, left } = found
  const many = kindWords[look.ground.kind][1]
  return [
    'A mark is about a place and those around it together: one place in a hot spot may be quiet itself.',
    'Shops, stations and night life gather people, and a rate for residents does not count visitors. It says where, not why, and nothing of any person or address.',
    islandWords(found, seen),
    burstWords(found),
    seen.hidden > 0
      ? `${whole(seen.hidden)} ${many} with a count too small to show have no mark here, and no z and p stand.`
      : '',
    isSmall(found) ? smallNote : '',
    left > 0 ? `Left out: ${left} ${many} without twelve known months or residents.` : '',
    ...breakNotes(look, found.answer.sudden ? { from: found.spans.earlier.from, to: look.to } : look),
  ].filter(Boolean)
}
