import { preventionLevels } from '../kinds.ts'
import type { Node } from '../schemas.ts'
import type { Tagged } from './around.ts'
import { childrenOf, type Look, ofKind } from './look.ts'

/** How far an aim has come, from the state of the work tagged with it. */
export const states = ['live', 'paused', 'done', 'nothing yet'] as const
export type State = (typeof states)[number]
export const stateWords: Record<State, string> = {
  live: 'Live',
  paused: 'Paused',
  done: 'Done',
  'nothing yet': 'Nothing yet',
}

/** Live where some work goes on; paused where all that is left is paused; done where all has ended; else nothing yet. */
export function stateOf(records: readonly Tagged[]): State {
  const work = records.filter(record => record.isWork)
  const open = work.filter(record => !record.ended)
  if (work.length === 0) return 'nothing yet'
  if (open.length === 0) return 'done'
  return open.every(record => record.state === 'paused') ? 'paused' : 'live'
}

const tagsOf = (record: Tagged): (string | null)[] => [
  ...record.codes,
  record.contextLevel,
  record.journeyStage,
  record.preventionLevel,
]

/** Records tagged with one of these codes. */
export const taggedWith = (records: readonly Tagged[], codes: readonly string[]): Tagged[] =>
  records.filter(record => tagsOf(record).some(code => code !== null && codes.includes(code)))

export interface Count {
  code: string
  label: string
  href: string | null
  count: number
}

/** Records by one coordinate, every item shown even at 0, and how many do not say. */
export function balance(
  items: readonly { code: string; label: string; href: string | null }[],
  records: readonly Tagged[],
  pick: (record: Tagged) => string | null,
): Count[] {
  const known = new Set(items.map(item => item.code))
  return [
    ...items.map(item => ({ ...item, count: records.filter(record => pick(record) === item.code).length })),
    {
      code: 'not-said',
      label: 'Not said',
      href: null,
      count: records.filter(record => !known.has(pick(record) ?? '')).length,
    },
  ]
}

export const preventionItems = preventionLevels.map(({ code, label }) => ({ code, label, href: null }))

export interface Gaps {
  /** Aims of the work programme with no live work. */
  aims: { node: Node; state: State }[]
  /** Outcomes and goals no measure answers. */
  unmeasured: Node[]
  /** Outcomes no goal is named for. */
  unlinked: Node[]
  /** Objectives with no aim. */
  bare: Node[]
  /** Areas, stages and levels no record is tagged with. */
  silent: Node[]
  /** Questions nobody has decided. */
  open: Look['questions'][number][]
}

/** What is missing, as far as this person's records show. */
export function gapsOf(look: Look, records: readonly Tagged[]): Gaps {
  const measured = new Set(look.measures.map(each => each.code))
  const linked = new Set(look.goals.map(each => each.code))
  const aims = ofKind(look, 'aim').map(node => ({ node, state: stateOf(taggedWith(records, [node.code])) }))
  return {
    aims: aims.filter(({ state }) => state !== 'live'),
    unmeasured: [...ofKind(look, 'goal'), ...ofKind(look, 'outcome')].filter(node => !measured.has(node.code)),
    unlinked: ofKind(look, 'outcome').filter(node => !linked.has(node.code)),
    bare: ofKind(look, 'objective').filter(node => childrenOf(look, node.code, 'aim').length === 0),
    silent: ['area', 'stage', 'level']
      .flatMap(kind => ofKind(look, kind))
      .filter(node => taggedWith(records, [node.code]).length === 0),
    open: look.questions.filter(question => question.value === null),
  }
}
