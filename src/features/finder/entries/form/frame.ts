import { readingOf, syllablesOf } from '../../../../lib/reading.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import type { Body } from '../../schemas.ts'
import type { Field, Group, Item, Values } from './fields.ts'

/** A field with what stands in it and what is wrong with it. */
export interface Filled {
  name: string
  kind: Field['kind']
  label: string
  hint: string
  items: readonly Item[]
  groups: readonly Group[]
  rows: number
  width: number
  prefix: string
  type: string
  inputmode: string
  value: string | readonly string[]
  error: string
}

const types: Readonly<Record<string, string>> = { tel: 'tel', email: 'email', url: 'url' }

const textOf = (typed: unknown, field: Field): string | readonly string[] => {
  const found =
    typeof typed === 'object' && typed !== null ? Object.entries(typed).find(([key]) => key === field.name)?.[1] : ''
  if (field.kind !== 'checks' && field.kind !== 'groups') return typedText({ it: found }, 'it')
  return typeof found === 'string' ? [found] : Array.isArray(found) ? found.map(String) : []
}

/** The fields of a part, filled from a body or with what was typed. */
export const filled = (
  fields: readonly Field[],
  from: Values | { typed: unknown },
  errors: readonly FieldError[] = [],
): Filled[] =>
  fields
    .filter(({ onlyIf }) => onlyIf === undefined || errors.some(({ field }) => field === onlyIf))
    .map(field => ({
      name: field.name,
      kind: field.kind,
      label: field.label,
      hint: field.hint ?? '',
      items: field.items ?? [],
      groups: field.groups ?? [],
      rows: field.rows ?? 3,
      width: field.width ?? 0,
      prefix: field.prefix ?? '',
      type: types[field.input ?? ''] ?? 'text',
      inputmode: field.input === 'numeric' || field.input === 'decimal' ? field.input : '',
      value: 'typed' in from ? textOf(from.typed, field) : (from[field.name] ?? ''),
      error: errors.find(error => error.field === field.name)?.text ?? '',
    }))

export const wrongIn = (errors: FieldError[] = []): Wrong => wrong(errors)

const wanted = 11 // years: finder.md, section 4
const hard = 4 // syllables: a long word
const fewLong = 3
const longest = 25 // words in the first sentence

/** Advice on plain words, where there is any to give. */
export function tipOf({ summary, description }: Pick<Body, 'summary' | 'description'>): string {
  const first = (summary.split(/[.!?](?:\s|$)/)[0] ?? '').split(/\s+/).filter(Boolean).length
  const { age } = readingOf(`${summary}\n${description}`)
  const long = (summary.match(/[A-Za-z’']+/g) ?? []).filter(word => syllablesOf(word) >= hard)
  const tips = [
    long.length >= fewLong ? `The sentence has long words, such as “${long[0]}”. Try shorter ones.` : '',
    first > longest ? `The first sentence has ${first} words. Try for fewer than ${longest}.` : '',
    age !== null && age > wanted
      ? `This reads like something for age ${Math.round(age)}. Most people find age ${wanted} easier: short sentences, short words, “you” and “we”.`
      : '',
  ]
  return tips.filter(Boolean).join(' ')
}
