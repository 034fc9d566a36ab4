import { dayWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import { carried, editable, kindName, kindNames, kinds } from '../kinds.ts'
import type { Node, Version } from '../schemas.ts'
import { detailFacts, leadOf, periodWords, sourceWords, statisticWords } from '../words.ts'
import type { Tagged } from './around.ts'
import { childrenOf, hrefOf, type Look } from './look.ts'
import { type Anchor, crossOf, measuresOf, type NodePage, type Seen, servesOf } from './node-parts.ts'
import { stateOf, stateWords, taggedWith } from './rules.ts'

export const nodePage = page<NodePage>('framework/pages/node.njk')

/** Kinds that work is done for, so that they are live, paused, done or nothing yet. */
const worked: ReadonlySet<string> = new Set(['aim', 'area-aim', 'intervention', 'policy'])

/** One item with everything that hangs on it, and the way back. */
export function showNode(seen: Seen) {
  const { look, node, version, records } = seen
  return nodePage({
    title: node.label,
    kind: kindName(node.kind),
    breadcrumbs: crumbs(look, node),
    lead: node.kind === 'statistic' ? statisticOf(node, version) : leadOf(node),
    old: oldWords(seen),
    state: worked.has(node.kind) ? stateWords[stateOf(records)] : '',
    facts: factsOf(look, node, version),
    groups: groupsOf(seen),
    cross: crossOf(look, node),
    measures: measuresOf(seen),
    serves: servesOf(seen),
    records: carried.has(node.kind) || records.length > 0 ? recordsOf(records) : null,
    history: historyOf(seen),
    edits: seen.mayEdit ? editsOf(node) : [],
    waiting: seen.waiting.map(({ id, kind }) => ({
      text: `${changeNames[kind] ?? kind} is waiting for a decision`,
      href: `/framework/proposals/${id}`,
    })),
  })
}

const changeNames: Record<string, string> = {
  words: 'A change of words',
  measure: 'A measure',
  'measure-off': 'Taking a measure away',
  goal: 'A goal',
  'goal-off': 'Taking a goal away',
}

function statisticOf(node: Node, version: Version): string {
  const { detail } = node
  const { value, unit, comparison, approximate } = detail
  if (typeof value !== 'number' || typeof unit !== 'string') return ''
  const more = {
    comparison: typeof comparison === 'string' ? comparison : null,
    approximate: approximate === true,
  }
  return `${sentence(statisticWords({ value, unit, ...more }))}, as stated then. Period: ${periodOf(node, version)}. Interval not stated in the source.`
}

function periodOf({ detail, source }: Node, version: Version): string {
  const document = version.documents.find(each => each.id === source.document)
  const period = typeof detail.period === 'string' ? detail.period : null
  return periodWords({ period, document: document?.title ?? source.document, covers: document?.covers ?? null })
}

function crumbs(look: Look, node: Node) {
  const parent = node.parent ? look.byCode.get(node.parent) : undefined
  return [
    { text: 'Framework', href: '/framework' },
    ...(parent ? [{ text: parent.label, href: hrefOf(parent.code) }] : []),
    { text: node.label },
  ]
}

function oldWords({ look, version, successors }: Seen): NodePage['old'] {
  if (version.code === look.version.code) return null
  return {
    words: `This is an item of ${version.title}, which has been replaced. Records tagged with it still lead here.`,
    became: successors.map(({ code, note }) => ({
      text: code ? (look.byCode.get(code)?.label ?? code) : 'Nothing follows it',
      href: code ? hrefOf(code) : '',
      note: note ?? '',
    })),
  }
}

function factsOf(look: Look, node: Node, version: Version): NodePage['facts'] {
  const parent = node.parent ? look.byCode.get(node.parent) : undefined
  const fact = (term: string, text: string | null, href = '') => (text ? [{ term, text, href }] : [])
  return [
    ...fact('Part of', parent?.label ?? null, parent ? hrefOf(parent.code) : ''),
    ...fact('Asked at decisions', typeof node.detail.prompt === 'string' ? node.detail.prompt : null),
    ...detailFacts(node).flatMap(({ term, text }) =>
      fact(term, node.kind === 'statistic' && term === 'Period' ? sentence(periodOf(node, version)) : text),
    ),
    ...fact('Take care', node.caution),
    ...fact('Note', node.note),
    ...fact('Where it is from', sourceWords(version, node.source)),
    ...fact('Also in', node.alsoIn.map(source => sourceWords(version, source)).join('; ')),
    ...fact('Code', node.code),
  ]
}

function groupsOf({ look, node, below }: Seen): NodePage['groups'] {
  const children = childrenOf(look, node.code)
  return kinds.flatMap(kind => {
    const items = children.filter(child => child.kind === kind)
    if (items.length === 0) return []
    const state = (code: string) => (worked.has(kind) ? stateWords[stateOf(taggedWith(below, [code]))] : '')
    return [
      {
        title: kindNames(kind),
        items: items.map(({ code, label }) => ({ text: label, href: hrefOf(code), state: state(code) })),
      },
    ]
  })
}

const recordsOf = (records: readonly Tagged[]): NonNullable<NodePage['records']> => ({
  empty: 'No record you may see is tagged with it yet.',
  items: records.slice(0, 100).map(({ title, href, kindName: kind, state, movedOn }) => ({
    text: title,
    href,
    kind,
    state,
    moved: dayWords(movedOn),
  })),
})

function historyOf({ versions, words }: Seen): NodePage['history'] {
  const edited = words.map(({ text, startsOn }) => ({ text, when: `From ${dayWords(startsOn)}` }))
  const printed = versions.map(({ label, title, startsOn }) => ({
    text: label,
    when: `${title}${startsOn ? `, from ${dayWords(startsOn)}` : ''}`,
  }))
  return edited.length + printed.length > 1 ? [...edited, ...printed] : []
}

function editsOf({ code, kind }: Node): Anchor[] {
  return [
    ...(editable.has(kind) ? [{ text: 'Change these words', href: `/framework/${code}/words` }] : []),
    ...(kind === 'goal' || kind === 'outcome' ? [{ text: 'Add a measure', href: `/framework/${code}/measure` }] : []),
    ...(kind === 'outcome' ? [{ text: 'Name a goal it serves', href: `/framework/${code}/goal` }] : []),
  ]
}
