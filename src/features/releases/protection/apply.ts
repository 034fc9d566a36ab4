// A release as the public will read it: small numbers hidden, totals rounded, rates worked out from what is shown. Pure.

import {
  type Draft,
  type Protection,
  type Published,
  protect,
  publish,
  type State,
} from '../../../lib/stats/disclosure/index.ts'
import type { Releasable } from '../contract.ts'
import { type Apart, apartFrom, atomsOf, type Geography } from './atoms.ts'
import { type Counted, countsOf, familiesOf } from './cells.ts'
import { givenAway } from './families.ts'
import type { Kept } from './kept.ts'
import { rewrite } from './rewrite.ts'

export interface Protected {
  items: Releasable[]
  cells: Kept[]
  primary: number
  secondary: number
  rounded: number
  /** Where a small number could still be had: the release must not go out. */
  exposed: string[]
  contradicts: boolean
}

/** How far it is: tables that are done, of how many; and the share of all numbers. */
export type Tell = (done: number, total: number, share: number) => void

/** What is counted under one name is held against everything under that name, one after the other; then wholes against their kinds. */
export function protectItems(
  items: readonly Releasable[],
  known: readonly Kept[],
  geography: Geography,
  tell: Tell = () => {},
): Protected {
  const counted = countsOf(items)
  const aparts = apartFrom(counted, geography)
  const placed = counted.map((cell, i) => ({ ...cell, apart: aparts[i] ?? ('no' as const) }))
  const left = leftOf(counted)
  const states: State[] = counted.map(() => 'hidden')
  const all = { primary: 0, secondary: 0, contradicts: false, exposed: [] as string[] }
  let done = 0
  for (const name of new Set(counted.map(({ counts }) => counts))) {
    const at = placed.flatMap(({ counts }, i) => (counts === name ? [i] : []))
    const own = at.flatMap(i => placed[i] ?? [])
    const before = known.filter(({ counts }) => counts === name)
    const told = (share: number) => tell(left.done(), left.total, (done + share * own.length) / counted.length)
    const found = protectOne(own, before, geography, told)
    at.forEach((i, k) => {
      states[i] = found.states[k] ?? 'hidden'
    })
    all.primary += found.primary
    all.secondary += found.secondary
    all.contradicts ||= found.contradicts
    all.exposed.push(...wordsOf(found, found.draft, own, items))
    done += own.length
    left.finish(name)
    told(0)
  }
  const cells = placed.map((cell, i) => keep(cell, states[i] ?? 'hidden'))
  all.exposed.push(...wholesGiving(items, counted, cells, known))
  return {
    ...all,
    items: rewrite(items, counted, states),
    cells,
    rounded: states.filter(state => state === 'rounded').length,
  }
}

/** Wholes that, less their kinds, would tell one of them, in words. */
function wholesGiving(
  items: readonly Releasable[],
  counted: readonly Counted[],
  cells: readonly Kept[],
  known: readonly Kept[],
): string[] {
  return givenAway(familiesOf(items), cells, known).map(({ family, cell }) => {
    const item = items[counted[cells.indexOf(cell)]?.at.item ?? 0]
    return `${item?.title ?? ''}: ${family.whole} less its kinds, ${cell.place || 'the city'}, ${cell.period}`
  })
}

/** Tables that are not done yet: one with two counts is done with the second. */
function leftOf(counted: readonly Counted[]) {
  const open = new Map<string, Set<string>>()
  for (const { at, counts } of counted) {
    const table = `${at.item} ${at.table}`
    open.set(table, (open.get(table) ?? new Set()).add(counts))
  }
  const total = open.size
  return {
    total,
    done: () => [...open.values()].filter(names => names.size === 0).length,
    finish: (name: string) => {
      for (const names of open.values()) names.delete(name)
    },
  }
}

type Placed = Counted & { apart: Apart }

function protectOne(
  placed: readonly Placed[],
  before: readonly Kept[],
  geography: Geography,
  tell: (share: number) => void,
): Protection & { draft: Draft[] } {
  const atoms = atomsOf([...placed, ...before], geography)
  const draft = placed.map(
    ({ count, under, isRounded }, i): Draft => ({ atoms: atoms[i] ?? [], count, under, isRounded }),
  )
  const old = before.map(
    (cell, i): Published => ({
      ...cell,
      atoms: atoms[placed.length + i] ?? [],
      most: cell.most ?? Number.POSITIVE_INFINITY,
    }),
  )
  return { ...protect(draft, old, (done, total) => tell(done / Math.max(1, total))), draft }
}

function keep(cell: Placed, state: State): Kept {
  const { counts, place, period, under, apart } = cell
  const shown = publish({ atoms: [], count: cell.count, under }, state)
  const groups = cell.groups.map(({ key, parts }) => ({ key, parts: [...parts] }))
  const most = Number.isFinite(shown.most) ? shown.most : null
  return { counts, place, period, groups, apart, least: shown.least, most, hidden: shown.hidden, under }
}

function wordsOf(
  found: Protection,
  draft: readonly Draft[],
  counted: readonly Counted[],
  items: readonly Releasable[],
): string[] {
  return found.exposed.map(({ atoms }) => {
    const at = draft.findIndex(
      cell => cell.atoms.length === atoms.length && cell.atoms.every(atom => atoms.includes(atom)),
    )
    const cell = counted[at] ?? counted.find((_, i) => draft[i]?.atoms.some(atom => atoms.includes(atom)))
    const item = items[cell?.at.item ?? 0]
    return cell
      ? `${item?.title ?? ''}: ${cell.counts}, ${cell.place || 'the city'}, ${cell.period}`
      : 'an earlier release'
  })
}
