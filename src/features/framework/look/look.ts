import type { Db } from '../../../platform/db.ts'
import * as queries from '../queries.ts'
import type { Link, Node, Version } from '../schemas.ts'

/** The version in force with all its items, as pages read it. */
export interface Look {
  version: Version
  nodes: readonly Node[]
  byCode: ReadonlyMap<string, Node>
  children: ReadonlyMap<string, readonly Node[]>
  links: readonly Link[]
  measures: readonly queries.Choice[]
  goals: readonly queries.Choice[]
  questions: readonly queries.Question[]
}

type Fixed = Pick<Look, 'version' | 'nodes' | 'byCode' | 'children' | 'links'>
const kept = new WeakMap<Db, { stamp: string; fixed: Fixed }>()

/** Undefined where no framework is loaded. The items are kept in memory until a file, a text or the day changes; what people decide is read anew. */
export async function open(db: Db, day: string): Promise<Look | undefined> {
  const stamp = `${day}/${await queries.stamp(db)}`
  const known = kept.get(db)
  const fixed = known?.stamp === stamp ? known.fixed : await read(db, day)
  if (!fixed) return undefined
  kept.set(db, { stamp, fixed })
  return {
    ...fixed,
    measures: await queries.measures(db),
    goals: await queries.goals(db),
    questions: await queries.questions(db, fixed.version.id),
  }
}

async function read(db: Db, day: string): Promise<Fixed | undefined> {
  const version = await queries.version(db, day)
  if (!version) return undefined
  const nodes = await queries.nodes(db, version.id, undefined, day)
  return {
    version,
    nodes,
    byCode: new Map(nodes.map(node => [node.code, node])),
    children: byParent(nodes),
    links: await queries.links(db, version.id),
  }
}

function byParent(nodes: readonly Node[]): Map<string, Node[]> {
  const found = new Map<string, Node[]>()
  for (const node of nodes) found.set(node.parent ?? '', [...(found.get(node.parent ?? '') ?? []), node])
  return found
}

export const ofKind = (look: Look, kind: string): Node[] => look.nodes.filter(node => node.kind === kind)
export const childrenOf = (look: Look, code: string, kind?: string): readonly Node[] =>
  (look.children.get(code) ?? []).filter(node => kind === undefined || node.kind === kind)
export const hrefOf = (code: string): string => `/framework/${code}`
