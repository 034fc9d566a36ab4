import { codeOf } from '../kinds.ts'
import type { File } from './shape.ts'
import type { FileLink, FileNode } from './types.ts'

// Fields in which an item names another: the kind it names, and how the page says it.
const named: Record<string, { to: readonly string[]; relation: string }> = {
  contextLevel: { to: ['level'], relation: 'works at' },
  priorityArea: { to: ['area'], relation: 'belongs to' },
  programme: { to: ['programme'], relation: 'pays for' },
  budget: { to: ['budget'], relation: 'paid from' },
  governanceBody: { to: ['body'], relation: 'run by' },
  deliveredBy: { to: ['body'], relation: 'made by' },
  with: { to: ['body'], relation: 'made with' },
  link: { to: ['other-link', 'support-link'], relation: 'found at' },
}

/** Cross-walks of a file: fields that name another item are what the documents say, the rest is our reading. */
export function linksOf(file: File, nodes: readonly FileNode[]): FileLink[] {
  const ours = file.inferredLinks
  const codes = new Set(nodes.map(node => node.code))
  return [
    ...nodes.flatMap(node => Object.keys(named).flatMap(field => fromField(node, field, codes))),
    ...pairs('journeyStageToPriorityArea', 'stage', ours?.journeyStageToPriorityArea),
    ...pairs('objectiveToPriorityArea', 'objective', ours?.objectiveToPriorityArea),
  ]
}

function fromField(node: FileNode, field: string, codes: ReadonlySet<string>): FileLink[] {
  const { to = [], relation = '' } = named[field] ?? {}
  return [node.detail[field] ?? []].flat().map(id => {
    const possible = to.map(kind => codeOf(kind, String(id)))
    return {
      where: `${node.where}.${field}`,
      from: node.code,
      to: possible.find(code => codes.has(code)) ?? possible[0] ?? String(id),
      relation,
      basis: node.detail[`${field}Inferred`] === true ? 'inferred' : 'stated',
    }
  })
}

const pairs = (field: string, kind: string, found: readonly (readonly [string, string])[] = []): FileLink[] =>
  found.map(([from, to], i) => ({
    where: `inferredLinks.${field}[${i}]`,
    from: codeOf(kind, from),
    to: codeOf('area', to),
    relation: 'meets',
    basis: 'inferred',
  }))
