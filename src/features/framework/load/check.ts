import type { Source } from '../schemas.ts'
import type { Content } from './types.ts'

/** Addresses under /framework that are pages of their own: no item may have them as its code. */
export const reserved: ReadonlySet<string> = new Set([
  'about',
  'aims',
  'balance',
  'drawing',
  'gaps',
  'items',
  'proposals',
  'questions',
  'statistics',
  'versions',
])

/** What is wrong with a file whose fields are all there: each fault names its field. */
export const faultsOf = (content: Content): string[] => [
  ...twice(content),
  ...unsourced(content),
  ...leadingNowhere(content),
  ...unmapped(content),
]

function twice({ nodes }: Content): string[] {
  const seen = new Map<string, string>()
  return nodes.flatMap(({ code, where }) => {
    const before = seen.get(code)
    seen.set(code, where)
    if (before) return [`${where}.id: "${code}" is also the code of ${before}; give it another id`]
    return reserved.has(code) ? [`${where}.id: "${code}" is the address of a page; give it another id`] : []
  })
}

function unsourced({ documents, nodes, questions }: Content): string[] {
  const sections = new Map(documents.map(each => [each.id, new Set(each.sections)]))
  const fault = (where: string, source: Source) => {
    const known = sections.get(source.document)
    if (!known) return [`${where}.document: no document has the id "${source.document}"`]
    return known.has(source.section)
      ? []
      : [`${where}.section: "${source.document}" has no section "${source.section}"`]
  }
  return [
    ...nodes.flatMap(node => [
      ...fault(`${node.where}.source`, node.source),
      ...node.alsoIn.flatMap((source, i) => fault(`${node.where}.alsoIn[${i}]`, source)),
    ]),
    ...questions.flatMap((question, i) =>
      question.sources.flatMap((source, k) => fault(`openQuestions[${i}].sources[${k}]`, source)),
    ),
  ]
}

function leadingNowhere({ nodes, links }: Content): string[] {
  const codes = new Set(nodes.map(node => node.code))
  return links.flatMap(({ where, from, to }) =>
    [from, to].filter(code => !codes.has(code)).map(code => `${where}: no item has the code "${code}"`),
  )
}

function unmapped({ nodes, map, replaces, startsOn }: Content): string[] {
  const codes = new Set(nodes.map(node => node.code))
  return [
    ...(replaces && !startsOn ? ['startsOn: a framework that replaces another needs its first day'] : []),
    ...map.flatMap(({ from, to, note }, i) => [
      ...to.filter(code => !codes.has(code)).map(code => `replaces.map[${i}].to: no item has the code "${code}"`),
      ...(to.length === 0 && !note ? [`replaces.map[${i}].note: say why nothing follows "${from}"`] : []),
    ]),
  ]
}
