import { kindName } from '../kinds.ts'
import type * as queries from '../queries.ts'
import type { Node, Version } from '../schemas.ts'
import type { MeasureCard, Tagged } from './around.ts'
import { hrefOf, type Look } from './look.ts'

export interface Anchor {
  text: string
  href: string
}
export interface NodePage {
  title: string
  kind: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  old: { words: string; became: (Anchor & { note: string })[] } | null
  state: string
  facts: { term: string; text: string; href: string }[]
  groups: { title: string; items: (Anchor & { state: string })[] }[]
  cross: { words: string; text: string; href: string; basis: string }[]
  measures: {
    title: string
    empty: string
    missing: string
    cards: (MeasureCard & { why: string; offHref: string })[]
  } | null
  serves: { title: string; empty: string; items: (Anchor & { why: string; offHref: string })[] } | null
  /** Null where nothing is tagged with this kind of item. */
  records: { empty: string; items: (Anchor & { kind: string; state: string; moved: string })[] } | null
  history: { text: string; when: string }[]
  edits: Anchor[]
  waiting: Anchor[]
}
/** All that is known of an item, for the person who asks. */
export interface Seen {
  look: Look
  node: Node
  version: Version
  predecessors: readonly string[]
  successors: Awaited<ReturnType<typeof queries.successors>>
  versions: Awaited<ReturnType<typeof queries.everyVersion>>
  words: readonly { text: string; startsOn: string }[]
  /** Tagged with the item itself, or with what it was before. */
  records: readonly Tagged[]
  /** Tagged with it or with what hangs on it. */
  below: readonly Tagged[]
  cards: readonly MeasureCard[]
  waiting: readonly { id: number; kind: string }[]
  mayEdit: boolean
}

const basisWords = { stated: 'Stated', inferred: 'Our reading' }

/** Cross-walks from both sides, with who says so. */
export function crossOf(look: Look, node: Node): NodePage['cross'] {
  const other = (code: string, words: string, basis: 'stated' | 'inferred') => {
    const found = look.byCode.get(code)
    return found ? [{ words, text: found.label, href: hrefOf(code), basis: basisWords[basis] }] : []
  }
  return look.links.flatMap(({ from, to, relation, basis }) => {
    if (from === node.code) return other(to, `It ${relation}`, basis)
    return to === node.code
      ? other(from, `${kindName(look.byCode.get(from)?.kind ?? '')} that ${relation} it`, basis)
      : []
  })
}

const offHref = (code: string, kind: string, value: string, may: boolean) =>
  may ? `/framework/${code}/${kind}?value=${encodeURIComponent(value)}` : ''

/** Measures of a goal or outcome, or that there is none. */
export function measuresOf({ look, node, cards, predecessors, mayEdit }: Seen): NodePage['measures'] {
  if (node.kind !== 'goal' && node.kind !== 'outcome') return null
  const own = look.measures.filter(each => each.code === node.code || predecessors.includes(each.code))
  const why = new Map(own.map(each => [each.value, each]))
  return {
    title: node.kind === 'goal' ? 'Measures that tell of it' : 'Measures that answer it',
    empty: `No measure has been chosen. The documents name none: the unit decides, and until then this is a gap, not a result.`,
    missing: `/framework/${node.code}/missing`,
    cards: cards.map(card => {
      const choice = why.get(card.code)
      return {
        ...card,
        why: choice?.why ?? 'Chosen for an outcome that serves this goal',
        offHref: choice ? offHref(choice.code, 'measure-off', card.code, mayEdit) : '',
      }
    }),
  }
}

/** Which outcomes serve a goal, and the other way. */
export function servesOf({ look, node, mayEdit }: Seen): NodePage['serves'] {
  if (node.kind !== 'goal' && node.kind !== 'outcome') return null
  const isGoal = node.kind === 'goal'
  const found = look.goals.filter(each => (isGoal ? each.value : each.code) === node.code)
  return {
    title: isGoal ? 'Outcomes that serve it' : 'Goals it serves',
    empty: isGoal
      ? 'No outcome has been named for it. The documents do not say which serves which: the unit decides.'
      : 'No goal has been named for it. The documents do not say which outcome serves which goal: the unit decides.',
    items: found.map(({ code, value, why }) => ({
      text: look.byCode.get(isGoal ? code : value)?.label ?? (isGoal ? code : value),
      href: hrefOf(isGoal ? code : value),
      why,
      offHref: offHref(code, 'goal-off', value, mayEdit),
    })),
  }
}
