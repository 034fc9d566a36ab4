import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Builder, NewReleasable } from '../../releases/index.ts'
import { findingBuilder } from '../findings/builder.ts'
import { monthsOf } from './freeze.ts'
import * as queries from './queries.ts'
import { blocksOf } from './rules.ts'
import type { Edition, EditionLine, Said } from './schemas.ts'
import { tellingTexts } from './telling.ts'

const note =
  'The words of an edition: its chapters, texts and agreed findings. Figures, tables and pictures of its views hold what officers may see, which is more than the public may: release those as figures, where small numbers are protected.'

/** Frozen editions in words. Nothing of a view goes out with them; the words are checked like those of any publication. */
export const editionBuilder: Builder = {
  kind: 'assessment-edition',
  title: 'Needs assessments',
  note,
  choices: async db => {
    const small = await queries.smallPlaces(db)
    return Promise.all((await queries.editions(db)).map(edition => choiceOf(db, edition, small)))
  },
  build: async (db, key) => {
    const id = Number(/^assessment-edition\/(\d{1,9})$/.exec(key)?.[1])
    const edition = Number.isInteger(id) ? await queries.findEdition(db, id) : undefined
    return edition && itemOf(db, edition)
  },
}

/** With the sentences that tell a number too small to be shown: an edition frozen before such were refused may hold some. */
async function choiceOf(db: Db, { id, title, number, frozenOn }: EditionLine, small: readonly string[]) {
  const edition = await queries.findEdition(db, id)
  const telling = edition ? tellingTexts(edition.content, small) : []
  const warning = telling.length
    ? ` Do not release it as it is: ${list(telling.map(each => `“${each.sentence}”`))} ${telling.length === 1 ? 'tells a number' : 'tell numbers'} too small to be shown. Mend the text and freeze a new edition.`
    : ''
  return {
    key: keyOf(id),
    title: `${title}, edition ${number}`,
    hint: `Frozen on ${dayWords(frozenOn)}. Its words hold figures: look at them before you release it.${warning}`,
  }
}

const keyOf = (id: number): string => `assessment-edition/${id}`

/** The findings of an edition as they may be released by themselves today, by number: none that was dropped, none with figures too small. */
async function released(db: Db, { content }: Edition): Promise<Map<number, NewReleasable>> {
  const found = new Map<number, NewReleasable>()
  for (const { finding } of blocksOf(content)) {
    const item = finding === undefined ? undefined : await findingBuilder.build(db, `finding/${finding}`)
    if (finding !== undefined && item) found.set(finding, item)
  }
  return found
}

async function itemOf(db: Db, edition: Edition): Promise<NewReleasable> {
  const open = await released(db, edition)
  const { id, title, number, note, content, place, frozenOn } = edition
  const months = monthsOf(content)
  const own = { title: `${title}, edition ${number}`, custodian: 'The unit', asAt: frozenOn }
  const sources = [own, ...[...open.values()].flatMap(item => item.sources ?? [])]
  return {
    key: keyOf(id),
    kind: 'assessment-edition',
    title: `${title}, edition ${number}`,
    summary: note,
    period: months ? `${monthWords(months.from)} to ${monthWords(months.to)}` : `As known on ${dayWords(frozenOn)}`,
    places: place.kind === 'city' ? [] : [place.code],
    text: textOf(edition, open),
    sources: [...new Map(sources.map(source => [`${source.title} ${source.asAt}`, source])).values()],
    licence: [...new Set(['Open Government Licence v3.0', ...[...open.values()].map(item => item.licence)])].join('; '),
    method: '/methods/releases',
    because: [keyOf(id)],
  }
}

/** Chapters that hold words, each with its texts and findings. */
const textOf = ({ content }: Edition, open: ReadonlyMap<number, NewReleasable>): string =>
  content.chapters
    .map(({ title, blocks }) => ({ title, words: blocks.flatMap(block => wordsOf(block, open)) }))
    .filter(({ words }) => words.length > 0)
    .map(({ title, words }) => [`## ${title}`, ...words].join('\n\n'))
    .join('\n\n')

function wordsOf({ kind, words, finding }: Said, open: ReadonlyMap<number, NewReleasable>): string[] {
  if (kind === 'text') return [words.replace(/^#+\s/gm, '### ')]
  const item = open.get(finding ?? 0)
  return item?.text ? [item.text] : []
}
