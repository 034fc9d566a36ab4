import type { Point } from './shapes.ts'
import { textWidth } from './text-width.ts'

export interface LabelWish {
  /** One line each: "Tower", "Hamlets". */
  lines: readonly string[]
  /** Where its middle would best be, in drawing units. */
  at: Point
  /** Smaller is placed sooner: the crowded inner boroughs before the outer ones. */
  order?: number
}

export interface PlacedLabel {
  lines: readonly string[]
  /** Middle of the text. */
  x: number
  /** Baseline of the first line. */
  y: number
}

export interface LabelOptions {
  width: number
  height: number
  /** Type size in drawing units. */
  size?: number
  weight?: 400 | 600 | 700
  lineHeight?: number
  /** What no label may cover: pins, say. */
  avoid?: readonly Box[]
}

export type Box = { left: number; right: number; top: number; bottom: number }

/** Twelve small shifts in units of the type size, nearest first: none, up, down, left, right, and further. */
const SHIFTS: readonly Point[] = [
  [0, 0],
  [0, -0.5],
  [0, 0.5],
  [-0.6, 0],
  [0.6, 0],
  [-0.6, -0.5],
  [0.6, -0.5],
  [-0.6, 0.5],
  [0.6, 0.5],
  [0, -1],
  [0, 1],
  [1.2, 0],
]

const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const inside = (box: Box, { width, height }: LabelOptions) =>
  box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height

/** The box a label fills, tight: capitals are about 0.7 of the type size high. */
function boxOf(
  lines: readonly string[],
  [x, y]: Point,
  size: number,
  weight: 400 | 600 | 700,
  lineHeight: number,
): Box {
  const half = Math.max(...lines.map(line => textWidth(line, size, weight))) / 2
  const tall = size * 0.72 + (lines.length - 1) * lineHeight
  return { left: x - half, right: x + half, top: y - tall / 2 - 1, bottom: y + tall / 2 + 1 }
}

/**
 * Greedy label placing: in order, each label takes the first of twelve small shifts where it meets no label already placed and stays
 * on the drawing; one that finds no room is dropped. The same wishes always give the same map.
 */
export function placeLabels(wishes: readonly LabelWish[], options: LabelOptions): PlacedLabel[] {
  const { size = 18, weight = 600 } = options
  const lineHeight = options.lineHeight ?? size * 0.95
  const taken: Box[] = [...(options.avoid ?? [])]
  const placed: PlacedLabel[] = []
  for (const { lines, at } of [...wishes].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
    const boxes = SHIFTS.map(([dx, dy]) =>
      boxOf(lines, [at[0] + dx * size, at[1] + dy * size], size, weight, lineHeight),
    )
    const box = boxes.find(next => inside(next, options) && !taken.some(other => meet(next, other)))
    if (!box) continue
    taken.push(box)
    placed.push({ lines, x: Math.round((box.left + box.right) / 2), y: Math.round(box.top + 1 + size * 0.72) })
  }
  return placed
}
