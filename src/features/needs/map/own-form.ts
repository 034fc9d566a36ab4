import { possessive, sentence } from '../../../lib/words.ts'
import { errorOf } from '../../../platform/form.ts'
import type { Query } from '../../../platform/list.ts'
import { kindWords } from '../signals/ground.ts'
import { perWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import { mostWords } from './cut-words.ts'
import { type Most, mostChoices, mostKey, ownKeys, usualMost } from './own.ts'

/** The form of own cut points. */
export interface OwnForm {
  hidden: { name: string; value: string }[]
  fields: OwnField[]
  reset: string
  resetText: string
  open: boolean
  preset: { text: string; note: string; href: string } | null
}

interface OwnField {
  name: string
  label: string
  hint: string
  value: string
  error: { text: string } | undefined
  /** A list to choose from; empty for a box to type in. */
  items: { value: string; text: string; selected: boolean }[]
  classes: string
}

type Address = (change: Record<string, string | undefined>) => string

/** The strategy's own line: more than 350 incidents of violence with injury in an area, with high deprivation. */
const strategy = { measure: 'violence-with-injury', over: '350' }

const without = Object.fromEntries(ownKeys.map(key => [key, undefined]))

export function ownFormOf(ask: MapAsk, query: Query, address: Address): OwnForm | null {
  const fields = fieldsOf(ask)
  if (fields.length === 0) return null
  const names = fields.map(field => field.name)
  const chosen = Object.entries(query.filters).flatMap(([name, values]) => values.map(value => ({ name, value })))
  const other = ownKeys.filter(key => !names.includes(key) && query.kept[key])
  return {
    hidden: [
      ...chosen,
      ...other.map(name => ({ name, value: query.kept[name] ?? '' })),
      ...(ask.place ? [{ name: 'place', value: ask.place.code }] : []),
    ],
    fields,
    reset: address({ ...without, group: undefined }),
    resetText: ask.show === 'pair' ? 'Back to thirds' : 'Back to the usual classes',
    open: fields.some(field => field.error) || Boolean(ask.own.pair ?? ask.own.rates ?? ask.own.counts),
    preset: presetOf(ask, address),
  }
}

function fieldsOf(ask: MapAsk): OwnField[] {
  if (ask.show === 'pair') return [overField(ask), mostField(ask)]
  if (ask.show === 'rate')
    return [pointsField(ask, 'rates', `${ask.known.measure.unit} ${perWords(ask.known.measure)}`, '5, 10, 20')]
  return ask.show === 'count' ? [pointsField(ask, 'counts', ask.known.measure.unit, '50, 100, 200')] : []
}

const field = ({ own }: MapAsk, name: string, label: string, hint: string): OwnField => ({
  name,
  label,
  hint,
  value: own.typed[name] ?? '',
  error: errorOf(own.errors, name),
  items: [],
  classes: 'govuk-input--width-5',
})

const overField = (ask: MapAsk): OwnField =>
  field(
    ask,
    'over',
    `More than this many ${ask.known.measure.unit}`,
    `In one ${kindWords[ask.ground.kind][0]} in 12 months`,
  )

function mostField(ask: MapAsk): OwnField {
  const now = ask.own.typed.most || mostKey(ask.own.pair?.most ?? usualMost)
  const items = mostChoices(ask.deprivation?.national !== undefined).map(most => ({
    value: mostKey(most),
    text: optionWords(ask, most),
    selected: mostKey(most) === now,
  }))
  return { ...field(ask, 'most', 'And how deprived', ''), items }
}

// A list is read at a glance; what the country's line means of a larger place stands in the key.
const optionWords = (ask: MapAsk, { percent, of }: Most): string =>
  `Most deprived ${percent}% ${of === 'city' ? `of ${possessive(ask.city)} ${kindWords[ask.ground.kind][1]}` : `in ${ask.country}`}`

const pointsField = (ask: MapAsk, name: string, unit: string, example: string): OwnField => ({
  ...field(ask, name, 'Cut points, lowest first', `${sentence(unit)}. 1 to 4 numbers, such as ${example}`),
  classes: 'govuk-input--width-10',
})

function presetOf(ask: MapAsk, address: Address): OwnForm['preset'] {
  if (ask.show !== 'pair' || ask.known.measure.code !== strategy.measure) return null
  const { pair } = ask.own
  if (pair && String(pair.over) === strategy.over && mostKey(pair.most) === mostKey(usualMost)) return null
  const one = kindWords[ask.ground.kind][0]
  return {
    text: `The strategy’s line: more than ${strategy.over} offences of violence with injury in a ${one} in these 12 months, and ${mostWords(ask, usualMost)}`,
    note: 'The strategy says “high deprivation” and does not say how high, or over what period: both can be changed here.',
    href: address({ ...without, over: strategy.over, most: mostKey(usualMost), group: undefined }),
  }
}
