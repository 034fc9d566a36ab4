// A whole less its kinds: what no one name shows, and two names together would. Pure.
import type { Family } from '../contract.ts'
import type { Kept } from './kept.ts'

const cellOf = ({ place, period, groups }: Kept): string => JSON.stringify([place, period, groups])

/**
 * The wholes of a draft from which a kind that is hidden, or a small one that is nowhere shown, could be had by taking the other kinds away,
 * at the same place in the same months. Earlier releases count as the draft does.
 */
export function givenAway(families: readonly Family[], draft: readonly Kept[], known: readonly Kept[]) {
  const at = new Map<string, Kept[]>()
  for (const cell of [...draft, ...known]) at.set(cellOf(cell), [...(at.get(cellOf(cell)) ?? []), cell])
  return families.flatMap(family => {
    const own = draft.filter(({ counts }) => counts === family.whole || family.kinds.includes(counts))
    const places = new Map(own.map(cell => [cellOf(cell), cell]))
    return [...places].flatMap(([key, cell]) => (gives(family, at.get(key) ?? []) ? [{ family, cell }] : []))
  })
}

function gives({ whole, kinds }: Family, cells: readonly Kept[]): boolean {
  const [total] = shown(cells, whole)
  if (!total) return false
  const parts = kinds.flatMap(kind => shown(cells, kind).slice(0, 1))
  const open = new Set(parts.map(({ counts }) => counts))
  const hidden = kinds.filter(kind => !open.has(kind) && cells.some(({ counts }) => counts === kind)).length
  const absent = kinds.length - parts.length - hidden
  const sum = (of: 'least' | 'most') => parts.reduce((added, part) => added + (part[of] ?? 0), 0)
  const least = Math.max(0, total.least - sum('most'))
  const most = (total.most ?? Number.POSITIVE_INFINITY) - sum('least')
  // a hidden count is one or more: where no kind is unknown besides, or each hidden one must be a single one, they are told
  if (hidden > 0) return absent === 0 || most <= hidden
  return absent === 1 && least === most && most > 0 && most < total.under
}

const shown = (cells: readonly Kept[], name: string): Kept[] =>
  cells.filter(({ counts, hidden, most }) => counts === name && !hidden && most !== null)
