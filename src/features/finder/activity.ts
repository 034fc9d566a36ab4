import { z } from 'zod'

export const PhysicalGroup = z.enum([
  'team',
  'racket',
  'combat',
  'water',
  'fitness',
  'wheels',
  'outdoors',
  'dance',
  'play',
])
export const OtherGroup = z.enum(['arts', 'mind', 'life', 'work'])
export type Group = z.output<typeof PhysicalGroup> | z.output<typeof OtherGroup>

/** Something to do, under the one name all of the finder uses for it. */
export interface Activity {
  /** Kept in entries; never changes. */
  id: string
  label: string
  group: Group
  /** What else people type for it, in small letters: 'footy', 'bball'. */
  also: readonly string[]
  /** The concept of the OpenActive Activity List that stands for it; null: not a physical activity. */
  concept: { identifier: string; label: string } | null
}

/** 'a, b' as a list. */
export const list = (words: string | undefined): readonly string[] =>
  (words ?? '').split(', ').filter(word => word !== '')

/** A table written as text: a line a row, cells between bars. A row with more or fewer cells than `width` is a slip of ours. */
export function rows(table: string, width: number): string[][] {
  const read = table
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
  const odd = read.find(cells => cells.length !== width)
  if (odd) throw new Error(`Not ${width} cells: ${odd.join(' | ')}`)
  return read
}
