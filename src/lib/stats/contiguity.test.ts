import { expect, test } from 'vitest'
import { contiguity, type Shape } from './contiguity.ts'

/** A unit square with `sides` vertices along each side. */
function square(x: number, y: number, sides = 1): Shape {
  const ring: number[][] = []
  for (let k = 0; k < sides; k++) ring.push([x + k / sides, y])
  for (let k = 0; k < sides; k++) ring.push([x + 1, y + k / sides])
  for (let k = sides; k > 0; k--) ring.push([x + k / sides, y + 1])
  for (let k = sides; k >= 0; k--) ring.push([x, y + k / sides])
  return { type: 'Polygon', coordinates: [ring] }
}

test('neighbours are mutual, sorted, and rook neighbours are queen neighbours', () => {
  const grid = Array.from({ length: 30 }, (_, i) => square(i % 6, Math.floor(i / 6)))
  const { queen, rook } = contiguity(grid)
  queen.forEach((list, i) => {
    expect(list).toEqual([...new Set(list)].sort((a, b) => a - b))
    for (const j of list) expect(queen[j]).toContain(i)
    for (const j of rook[i] ?? []) expect(list).toContain(j)
  })
  expect(queen[7]).toEqual([0, 1, 2, 6, 8, 12, 13, 14])
  expect(rook[7]).toEqual([1, 6, 8, 13])
})

test('the direction, the starting point and heights of a ring make no difference', () => {
  const other: Shape = {
    type: 'Polygon',
    coordinates: [
      [
        [2, 1, 9],
        [2, 0, 9],
        [1, 0, 9],
        [1, 1, 9],
        [2, 1, 9],
      ],
    ],
  }
  expect(contiguity([square(0, 0), other]).rook).toEqual([[1], [0]])
})

test('a ring that touches itself counts that vertex once', () => {
  const bow: Shape = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [0, 2],
        [-1, 1],
        [0, 0],
        [1, -1],
        [-1, -1],
        [0, 0],
      ],
    ],
  }
  const touching: Shape = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [5, 0.1],
        [5, 0.2],
        [0, 0],
      ],
    ],
  }
  expect(contiguity([bow, touching])).toEqual({ queen: [[1], [0]], rook: [[], []] })
})

test('vertices within the snap are the same: British National Grid to the millimetre', () => {
  const shift = (amount: number): Shape => ({
    type: 'Polygon',
    coordinates: [
      [
        [530_001 + amount, 180_000],
        [530_002, 180_000],
        [530_002, 180_001],
        [530_001 + amount, 180_001],
      ],
    ],
  })
  const left = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [530_000, 180_000],
        [530_001, 180_000],
        [530_001, 180_001],
        [530_000, 180_001],
      ],
    ],
  }
  expect(contiguity([left, shift(0)]).rook[0]).toEqual([1])
  expect(contiguity([left, shift(0.0002)]).queen[0]).toEqual([])
  expect(contiguity([left, shift(0.0002)], 0.001).rook[0]).toEqual([1])
})

test('negative zero is zero', () => {
  const left: Shape = {
    type: 'Polygon',
    coordinates: [
      [
        [-0, -0],
        [-1, 0],
        [-1, 1],
        [-0, 1],
      ],
    ],
  }
  expect(contiguity([left, square(0, 0)]).rook[0]).toEqual([1])
})

test('5,000 areas with a million vertices: every inner one has eight neighbours', () => {
  const grid = Array.from({ length: 5041 }, (_, i) => square(i % 71, Math.floor(i / 71), 50))
  const { queen } = contiguity(grid)
  expect(queen[72]).toHaveLength(8)
})

test('what cannot be done is refused by name and value', () => {
  const bad: Shape = { type: 'Polygon', coordinates: [[[0, Number.NaN]]] }
  expect(() => contiguity([bad])).toThrow(/contiguity: shape 0 has a coordinate that is not a number, NaN/)
  expect(() => contiguity([square(0, 0)], 0)).toThrow(/snap must be more than zero, not 0/)
  expect(contiguity([])).toEqual({ queen: [], rook: [] })
})
