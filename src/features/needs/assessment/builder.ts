import { dayWords, monthWords } from '../../../lib/dates.ts'
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Builder, NewReleasable } from '../../releases/index.ts'
import { findingBuilder } from '../findings/builder.ts'
import { monthsOf } from './freeze.ts'
import * as queries from './queries.ts'
import { handedOn } from './released/handed-on.ts'
import type { BlockFigures } from './released/schemas.ts'
import { sectionsOf } from './released/sections.ts'
import { blocksOf } from './rules.ts'
import type { Edition, EditionLine } from './schemas.ts'
import { tellingTexts } from './telling.ts'

const note =
  'The words of an edition, and the counts of its tables over 12 months that end with a quarter. Small numbers are hidden, and what is worked out from them with them: each part says what is not shown.'

/** Frozen editions: words, and figures as counts that the release protects before anything is public. */
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
  const figures = await openFigures(db, edition, open)
  const { id, title, number, note, content, place, frozenOn } = edition
  const months = monthsOf(content)
  const own = { title: `${title}, edition ${number}`, custodian: 'The unit', asAt: frozenOn }
  const sources = [own, ...[...open.values()].flatMap(item => item.sources ?? []), ...figures.flatMap(sourcesOf)]
  return {
    key: keyOf(id),
    kind: 'assessment-edition',
    title: `${title}, edition ${number}`,
    summary: note,
    period: months ? `${monthWords(months.from)} to ${monthWords(months.to)}` : `As known on ${dayWords(frozenOn)}`,
    places: place.kind === 'city' ? [] : [place.code],
    tables: figures.flatMap(each => each.tables),
    sections: sectionsOf(content, figures, open),
    sources: [...new Map(sources.map(source => [`${source.title} ${source.asAt}`, source])).values()],
    licence: [...new Set(['Open Government Licence v3.0', ...licencesOf(open, figures)])].join('; '),
    method: '/methods/released-editions',
    because: [keyOf(id)],
  }
}

/** The figures of what may be released: those of a finding go where its words go. */
async function openFigures(
  db: Db,
  { id, content }: Edition,
  open: ReadonlyMap<number, NewReleasable>,
): Promise<BlockFigures[]> {
  const shut = blocksOf(content).filter(({ kind, finding }) => kind === 'finding' && !open.has(finding ?? 0))
  return handedOn(await queries.figuresOf(db, id), new Set(shut.map(each => each.id)))
}

const sourcesOf = ({ tables }: BlockFigures) => tables.flatMap(({ sources = [] }) => sources)

const licencesOf = (open: ReadonlyMap<number, NewReleasable>, figures: readonly BlockFigures[]): string[] => [
  ...[...open.values()].map(({ licence }) => licence),
  ...figures.flatMap(({ tables }) => tables.flatMap(({ licence = '' }) => (licence === '' ? [] : [licence]))),
]
