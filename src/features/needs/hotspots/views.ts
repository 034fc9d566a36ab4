import type { FastifyRequest } from 'fastify'
import { plural, sentence, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { choice, lookFields, type Picture, type Section, showPattern, type Table } from '../patterns/page.ts'
import { periodWords } from '../patterns/words.ts'
import { mayTest } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import { clusterPicture, drawingFor, spotsPicture } from './picture.ts'
import { addressOf, path, readingOf, tableOf } from './reading.ts'
import { marked, type SeenCluster, type SeenSpots, seenSpots } from './seen.ts'
import { clusterChance, namesWords, suddenWords, titleOf } from './words.ts'
import { type Found, recents } from './work.ts'

export async function showSpots(rooms: Rooms, { actor, query }: Pick<FastifyRequest, 'actor' | 'query'>, found: Found) {
  const [seen, drawing] = [await seenSpots(rooms, actor, found), await drawingFor(rooms, found)]
  const reading = await readingOf(rooms, found, seen, undefined)
  const { table: _table, ...rest } = reading // the page has a table for the hot ones and another for the cold
  return showPattern({
    actor,
    asked: query,
    reading: rest,
    look: found.look,
    errors: found.look.errors,
    fields: fieldsOf(actor, found),
    strip: stripOf(found, seen),
    pictures: drawing ? picturesOf(found, seen, drawing) : [],
    csv: addressOf(found, `${path}.csv`),
    sections: [spotSection(found, seen, 'hot'), spotSection(found, seen, 'cold'), suddenSection(found, seen)],
    may: true,
  })
}

/** Those who do not see every count look at the newest months, as they are. */
function fieldsOf(actor: Actor, { look, recent }: Found) {
  const fields = lookFields(look, { from: false })
  if (!mayTest(actor)) return fields.filter(field => field.name !== 'to')
  const months = recents.toSorted((a, b) => a - b).map(n => ({ value: String(n), text: plural(n, 'month') }))
  return [...fields, choice('recent', 'Sudden within', String(recent), months)]
}

function stripOf(found: Found, seen: SeenSpots) {
  const many = kindWords[found.look.ground.kind][1]
  const clusters = seen.clusters.filter(cluster => cluster.told).length
  return [
    {
      term: 'High rates gather around',
      value: whole(marked(seen, 'hot').length),
      unit: `of ${whole(seen.rows.length)} ${many}`,
    },
    {
      term: 'Low rates gather around',
      value: whole(marked(seen, 'cold').length),
      unit: `of ${whole(seen.rows.length)} ${many}`,
    },
    {
      term: 'Sudden clusters',
      value: found.answer.sudden ? whole(clusters) : 'Not looked for',
      unit: periodWords(found.spans.recent),
    },
  ]
}

type Drawing = NonNullable<Awaited<ReturnType<typeof drawingFor>>>

function picturesOf(found: Found, seen: SeenSpots, drawing: Drawing): Picture[] {
  const title = titleOf(found)
  const first = spotsPicture(found, seen, drawing, `${title}. The same places stand in the lists below.`)
  const spots: Picture = { id: 'map', ...first, caption: `${title}, false discovery rate 5%.`, map: true }
  if (!seen.clusters.some(cluster => cluster.told)) return [spots]
  const words = suddenWords(found, seen)
  return [
    spots,
    {
      id: 'sudden-map',
      ...clusterPicture(found, seen, drawing, words),
      caption: `Sudden clusters, ${periodWords(found.spans.recent)}.`,
      map: true,
    },
  ]
}

const headings = { hot: 'Where high rates gather', cold: 'Where low rates gather' }

function spotSection(found: Found, seen: SeenSpots, mark: 'hot' | 'cold'): Section {
  const rows = marked(seen, mark)
  const [one, many] = kindWords[found.look.ground.kind]
  const { caption, head, rows: cells } = tableOf(found, rows, headings[mark])
  const table: Table = { caption, heads: head, rows: cells, textColumns: [1] }
  const text =
    rows.length === 0
      ? `Around no ${one}, as far as chance can be told.`
      : `${sentence(plural(rows.length, one, many))}, by name: no ranking.`
  return {
    id: mark,
    heading: headings[mark],
    text: [text],
    table: rows.length ? table : null,
    csv: null,
    fold: rows.length > 12 ? `Show these ${many}` : '',
  }
}

function suddenSection(found: Found, seen: SeenSpots): Section {
  const many = kindWords[found.look.ground.kind][1]
  const table: Table = {
    caption: 'Circles that hold more than expected',
    heads: ['Where', sentence(many), 'Recorded', 'Expected', 'Chance of one as strong', 'Told from chance'],
    rows: seen.clusters.map(cluster => rowOf(found, cluster)),
    textColumns: [5],
  }
  return {
    id: 'sudden',
    heading: 'Sudden local clusters',
    text: [
      suddenWords(found, seen),
      'A circle is a circle: what runs along a road is blurred. Where inside it, and why, this does not say.',
    ],
    table: seen.clusters.length ? table : null,
    csv: null,
    fold: '',
  }
}

function rowOf(found: Found, cluster: SeenCluster): string[] {
  const { rows, cases, expected, told } = cluster
  return [
    namesWords(found.look, rows),
    whole(rows.length),
    cases === null ? 'not shown' : whole(cases),
    expected === null ? 'not shown' : expected.toFixed(1),
    clusterChance(cluster),
    told ? 'yes' : 'no: it could be a burst',
  ]
}
