// Which measure an offence category of an index is: by the code of a measure, or as the pack maps its publishers' categories.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Pack, packFolder, readPackFile } from '../../../platform/pack.ts'
import type { Measure } from '../../evidence/index.ts'
import { plain } from './file.ts'

const Mapped = z.looseObject({
  entries: z
    .array(z.looseObject({ minor: z.string().optional(), value: z.string().optional(), measures: z.array(z.string()) }))
    .default([]),
})

/** Publishers' categories of a pack, each with the measure that counts it alone: the first its file names. */
export function categoriesOf(pack: Pick<Pack, 'id'>): Map<string, string> {
  const folder = join(packFolder(pack.id), 'categories')
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .sort()
    : []
  return new Map(
    names.flatMap(name => {
      const found = Mapped.safeParse(readPackFile(pack.id, `categories/${name}`, z.unknown()))
      return (found.data?.entries ?? []).flatMap(({ minor, value, measures }): [string, string][] => {
        const [category, measure] = [minor ?? value, measures[0]]
        return category && measure ? [[plain(category), measure]] : []
      })
    }),
  )
}

export interface Match<M> {
  category: string
  weight: number
  measure: M | undefined
}

type Part = Pick<Measure, 'code' | 'includes' | 'kind' | 'name'>

/** Each category with its measure, where it has one. */
export const matchAll = <M extends Part>(
  rows: readonly { category: string; weight: number }[],
  measures: readonly M[],
  mapped: ReadonlyMap<string, string>,
): Match<M>[] =>
  rows.map(({ category, weight }) => {
    const code = mapped.get(plain(category)) ?? category.trim().toLowerCase()
    return { category, weight, measure: measures.find(one => one.kind === 'count' && one.code === code) }
  })

/** Why these weights cannot be used: nothing matched, one measure weighed twice, or a whole weighed beside its part. */
export function problemsOf<M extends Part>(matches: readonly Match<M>[]): string[] {
  const found = matches.flatMap(({ category, measure }) => (measure ? [{ category, measure }] : []))
  if (found.length === 0)
    return [
      'No category is a measure of this city. Use the codes of the catalogue of measures, or the names the police use.',
    ]
  const codes = found.map(({ measure }) => measure.code)
  const twice = found.filter(({ measure }, i) => codes.indexOf(measure.code) < i)
  const wholes = found.filter(({ measure }) => measure.includes.some(code => codes.includes(code)))
  return [
    ...twice.map(
      ({ category, measure }) =>
        `“${category}” is ${measure.name}, which the file weighs already. Give one weight for each.`,
    ),
    ...wholes.map(
      ({ measure }) =>
        `${measure.name} holds another category of the file: what happened once would weigh twice. Leave it out.`,
    ),
  ]
}
