import type { FastifyRequest } from 'fastify'
import { sentence, whole } from '../../../lib/words.ts'
import { errorOf } from '../../../platform/form.ts'
import { choice, type Field, lookFields, type Section, showPattern } from '../patterns/page.ts'
import { percent as pct, periodWords } from '../patterns/words.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import type { Listed } from './places.ts'
import { addressOf, maySay, path, readingOf } from './reading.ts'
import { overlayWords, stayRow, stayWords } from './words.ts'
import type { Found } from './work.ts'

export async function showConcentration(
  rooms: Rooms,
  { actor, query }: Pick<FastifyRequest, 'actor' | 'query'>,
  found: Found,
  listed: Listed,
) {
  const reading = await readingOf(rooms, found)
  const own = new Set([stayWords(found), overlayWords(found)])
  return showPattern({
    actor,
    asked: query,
    reading: { ...reading, notes: reading.notes.filter(note => !own.has(note)) }, // they have their own parts on the page
    look: found.look,
    errors: found.errors,
    fields: [...lookFields(found.look), ...ownFields(found)],
    strip: stripOf(found),
    pictures: [{ id: 'curve', svg: reading.svg ?? '', keyHtml: '', caption: captionOf(found), map: false }],
    csv: addressOf(found, `${path}.csv`),
    sections: [staySection(found), overlaySection(found), placeSection(found, listed)],
    may: maySay(found),
  })
}

const topText = ({ settings }: Found) =>
  settings.top === 'any' ? 'any' : String(Math.round(settings.top * 10_000) / 100)

function ownFields(found: Found): Field[] {
  const { settings, errors, residents } = found
  const typed: Field = {
    name: 'top',
    label: 'The top',
    hint: '% of the places, or “any”',
    items: [],
    value: topText(found),
    error: errorOf(errors, 'top'),
  }
  const against = choice('chance', 'Chance', settings.chance, [
    { value: 'equal', text: 'Every place as likely' },
    ...(residents ? [{ value: 'residents', text: 'By residents' }] : []),
  ])
  return [typed, against]
}

function stripOf({ answer, look, settings }: Found) {
  const many = kindWords[look.ground.kind][1]
  const share = answer.chance.shares[0]
  const { placesWithEvents: any, giniGeneralised: gini } = answer.chance
  const top = pct(answer.top.places / answer.spread.places)
  return [
    ...(share && settings.top !== 'any'
      ? [
          {
            term: `Held by ${top} of ${many}`,
            value: pct(share.observed),
            unit: `of ${whole(answer.spread.total)} ${look.known.measure.unit}`,
          },
          { term: 'By chance alone', value: pct(share.mean), unit: `${pct(share.lower)} to ${pct(share.upper)}` },
        ]
      : []),
    { term: `${sentence(many)} with any`, value: whole(any.observed), unit: `${whole(any.mean)} by chance` },
    { term: 'Generalised Gini', value: gini.observed.toFixed(2), unit: `${gini.mean.toFixed(2)} by chance` },
  ]
}

const captionOf = ({ look }: Found): string =>
  `${look.known.measure.name}, ${periodWords(look)}. The higher the line stands over the grey band, the more is gathered than chance alone would gather.`

function staySection(found: Found): Section {
  const { answer, years, look } = found
  const many = kindWords[look.ground.kind][1]
  const isTold = answer.stays.length > 1 && answer.stays.some(stay => stay.top > 0)
  const table = {
    caption: 'How many of the top places of each year are there again the next year',
    heads: ['Year', `Top ${many}`, 'Again next year', 'By chance', 'Chance of as many'],
    rows: answer.stays.map((stay, i) => [years[i] ? periodWords(years[i]) : '', ...stayRow(stay)]),
    textColumns: [],
  }
  return {
    id: 'years',
    heading: 'Do the same places stay on top?',
    text: [stayWords(found)],
    table: isTold ? table : null,
    csv: null,
    fold: '',
  }
}

const overlaySection = (found: Found): Section => ({
  id: 'deprivation',
  heading: 'And the most deprived places?',
  text: [overlayWords(found), 'That they overlap does not say that one brings the other about.'],
  table: null,
  csv: null,
  fold: '',
})

const longest = 60

function placeSection(found: Found, listed: Listed): Section {
  const { look, answer } = found
  const [one, many] = kindWords[look.ground.kind]
  const heading = `Which ${many} these are`
  if (listed.state === 'kept') return { id: 'places', heading, text: [listed.why], table: null, csv: null, fold: '' }
  const rows = listed.rows.slice(0, longest)
  const told = [
    `By name: where to look closer, and no ranking. ${answer.members.length === answer.top.places ? '' : `${whole(answer.members.length)} are surely among the top ${whole(answer.top.places)}; the others have the same number as some that are not.`}`.trim(),
    ...(listed.kept ? [`A ${one} whose count is kept back is never named here.`] : []),
    ...(listed.rows.length > longest
      ? [`The first ${longest} of ${whole(listed.rows.length)}; the file has all.`]
      : []),
  ]
  return {
    id: 'places',
    heading,
    text: told,
    table: {
      caption: heading,
      heads: [sentence(one), 'Borough', sentence(look.known.measure.unit)],
      rows: rows.map(({ area, count }) => [area.name, area.boroughName ?? '', whole(count.count ?? 0)]),
      textColumns: [1],
    },
    csv: { text: `CSV of these ${many}`, href: addressOf(found, `${path}/places.csv`) },
    fold: `Show these ${many}`,
  }
}
