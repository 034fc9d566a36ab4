// What the unit believes, out of the strategy in force: each group says where in the documents it stands.
import type { Db } from '../../../platform/db.ts'
import { inForce, type Node, type Version, version } from '../../framework/index.ts'
import type { AboutWords } from './words.ts'

export interface Group {
  id: string
  heading: string
  look: 'lines' | 'cards'
  items: { text: string; words: string; points: string[] }[]
  source: string
}

export interface Strategy {
  belief: { text: string; source: string } | null
  groups: Group[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What the page on beliefs shows; groups the strategy does not have are left out. */
export async function strategyOf(db: Db, asked: AboutWords['strategy'], on: string): Promise<Strategy> {
  const now = await version(db, on)
  if (!now) return { belief: null, groups: [] }
  const nodes = await inForce(db, ['belief', 'commitment', ...asked.map(({ kind }) => kind)], on)
  const belief = nodes.find(({ kind }) => kind === 'belief')
  const groups = asked.map(group => groupOf(group, nodes, now)).filter(({ items }) => items.length > 0)
  return { belief: belief ? { text: belief.label, source: fromWords(now, [belief]) } : null, groups }
}

function groupOf(asked: AboutWords['strategy'][number], nodes: readonly Node[], now: Version): Group {
  const found = nodes.filter(({ kind, code }) => kind === asked.kind && (asked.only?.includes(code) ?? true))
  const items = found.map(node => ({
    text: node.label,
    words: text(node.detail.meaning) || text(node.detail.headline),
    points: nodes.filter(({ kind, parent }) => kind === 'commitment' && parent === node.code).map(each => each.label),
  }))
  return { id: asked.kind, heading: asked.heading, look: asked.look, items, source: fromWords(now, found) }
}

/** The documents some items are from, with their sections, each once. Lines are those of a text nobody else has, so they are not said. */
export function fromWords(now: Pick<Version, 'documents'>, nodes: readonly Pick<Node, 'source'>[]): string {
  const documents = new Map<string, Set<string>>()
  for (const { source } of nodes) {
    const title = now.documents.find(({ id }) => id === source.document)?.title ?? source.document
    documents.set(title, (documents.get(title) ?? new Set()).add(`“${source.section}”`))
  }
  return [...documents].map(([title, sections]) => `${title}, ${[...sections].join('; ')}`).join('. ')
}
