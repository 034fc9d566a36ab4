import { plural, sentence, whole } from '../../lib/words.ts'
import type { Node, Source, Version } from './schemas.ts'

/** Where something is said, in words: the document and its section. The lines in the data are those of a text readers do not have. */
export function sourceWords(version: Pick<Version, 'documents'>, source: Source): string {
  const title = version.documents.find(each => each.id === source.document)?.title ?? source.document
  return `${title}, “${source.section}”`
}

/** The period of a figure the documents state. Where they give none, that is said, with the time the document itself covers: nothing is guessed. */
export function periodWords({
  period,
  document,
  covers,
}: {
  period: string | null
  document: string
  covers: string | null
}): string {
  if (period !== null) return period
  const time = covers?.split(':')[0]?.trim()
  return `period not given; as printed in ${document}${time ? ` (${time})` : ''}`
}

export const pounds = (amount: number): string => `£${whole(amount)}`

/** A statistic's value with its unit, as it is said: about 5,600 people; 29.9%. */
export function statisticWords(said: {
  value: number
  unit: string
  comparison?: string | null | undefined
  approximate?: boolean | undefined
}): string {
  const { value, unit } = said
  const figure = Number.isInteger(value) ? whole(value) : value.toLocaleString('en-GB')
  const written =
    unit === 'percent' ? `${figure}%` : unit.startsWith('GBP') ? `£${figure}${unit.slice(3)}` : `${figure} ${unit}`
  return `${said.comparison ? `${said.comparison} ` : said.approximate ? 'about ' : ''}${written}`
}

// What a page shows another way, or as a link.
const elsewhere: ReadonlySet<string> = new Set([
  'meaning',
  'headline',
  'purpose',
  'prompt',
  'contextLevel',
  'priorityArea',
  'priorityAreaInferred',
  'programme',
  'budget',
  'governanceBody',
  'deliveredBy',
  'with',
  'link',
  'boroughCodes',
  'value',
  'unit',
  'comparison',
  'approximate',
])

// Missing from a document is worth saying of these; of the rest it only means that there is nothing to say.
const saidToBeMissing: ReadonlySet<string> = new Set(['period', 'place', 'publisher', 'amountGBP'])

const names: Record<string, string> = {
  amountGBP: 'Amount',
  aka: 'Also called',
  ageMax: 'Up to age',
  url: 'Web address',
  by: 'Said by',
}

const nameOf = (key: string) => names[key] ?? sentence(key.replace(/([A-Z])/g, letter => ` ${letter.toLowerCase()}`))

function valueWords(key: string, value: unknown): string {
  if (value === null) return 'Not stated'
  if (key.endsWith('GBP') && typeof value === 'number') return pounds(value)
  if (Array.isArray(value)) return value.map(each => valueWords('', each)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value ?? {})
      .map(([inner, each]) => `${nameOf(inner)}: ${valueWords(inner, each)}`)
      .join('; ')
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)
}

/** What an item says beside its label. */
export const detailFacts = ({ detail }: Pick<Node, 'detail'>): { term: string; text: string }[] =>
  Object.entries(detail)
    .filter(([key, value]) => !elsewhere.has(key) && (value !== null || saidToBeMissing.has(key)))
    .map(([key, value]) => ({ term: nameOf(key), text: valueWords(key, value) }))

/** The sentence under an item's name. */
export const leadOf = ({ detail }: Pick<Node, 'detail'>): string =>
  [detail.headline, detail.meaning, detail.purpose].filter(each => typeof each === 'string').join('. ')

export const recordsWords = (n: number): string => (n === 0 ? 'No record yet' : plural(n, 'record'))
