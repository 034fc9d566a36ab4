import type { FastifyRequest } from 'fastify'
import { choice, lookFields, showPattern } from '../patterns/page.ts'
import { periodWords } from '../patterns/words.ts'
import type { Rooms } from '../signals/ask.ts'
import { addressOf, maySay, path, readingOf } from './reading.ts'
import { yearOf } from './scores.ts'
import { partOf, rate, rateWords } from './words.ts'
import type { Found } from './work.ts'

export async function showGradient(
  rooms: Rooms,
  { actor, query }: Pick<FastifyRequest, 'actor' | 'query'>,
  found: Found,
) {
  const { look, edition, indices } = found
  const reading = await readingOf(rooms, found)
  const index = choice(
    'index',
    'Deprivation',
    edition.measure.code,
    indices.map(each => ({ value: each.code, text: `IMD ${yearOf(each)}` })),
  )
  return showPattern({
    actor,
    asked: query,
    reading,
    look,
    errors: look.errors,
    fields: [...lookFields(look), index],
    strip: stripOf(found),
    pictures: [{ id: 'gradient', svg: reading.svg ?? '', keyHtml: '', caption: captionOf(found), map: false }],
    csv: addressOf(found, `${path}.csv`),
    sections: [],
    may: maySay(found),
  })
}

function stripOf(found: Found) {
  const { groups, inequality, ofCounts, ofRates } = found.answer
  const [one] = partOf(found)
  const [first, last] = [groups[0], groups.at(-1)]
  const say = (value: number | null) => value?.toFixed(3) ?? 'not known'
  return [
    { term: `Most deprived ${one}`, value: rate(first?.rate ?? 0), unit: rateWords(found) },
    { term: `Least deprived ${one}`, value: rate(last?.rate ?? 0), unit: rateWords(found) },
    { term: 'Relative index', value: inequality.rii?.toFixed(2) ?? 'not known', unit: 'one end over the other' },
    { term: 'Rank correlation', value: say(ofCounts), unit: `of counts; ${say(ofRates)} of rates` },
  ]
}

const captionOf = (found: Found): string =>
  `${found.look.known.measure.name}, ${periodWords(found.look)}. 1 is the most deprived ${partOf(found)[0]} of the places, by IMD ${found.edition.year}. The thin lines are 95% intervals.`
