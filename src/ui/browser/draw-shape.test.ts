import { expect, test } from 'vitest'
import { add, areaOf, close, crossesItself, inside, type Line, move, nothing, readLine, remove } from './draw-shape.ts'

const square = [
  [0, 51],
  [1, 51],
  [1, 52],
  [0, 52],
] as const
const drawn = square.reduce((line: Line, at) => add(line, at), nothing)

test('three corners make an area, and its ring ends where it begins', () => {
  expect(areaOf(add(add(nothing, [0, 51]), [1, 51]))).toBeUndefined()
  expect(areaOf(drawn)?.coordinates[0]).toEqual([...square, square[0]])
})
test('a closed line takes no more corners but can be changed; with two corners left it is open again', () => {
  const closed = close(drawn)
  expect(add(closed, [5, 5])).toBe(closed)
  expect(move(closed, 1, [2, 51]).corners[1]).toEqual([2, 51])
  expect(remove(closed, 0)).toMatchObject({ closed: true })
  expect(remove(remove(closed, 0), 0)).toMatchObject({ closed: false })
  expect(close(add(nothing, [0, 51]))).toMatchObject({ closed: false })
})
test('points inside are named by their place in the list', () => {
  expect(
    inside(drawn, [
      [0.5, 51.5],
      [3, 51.5],
      [0.9, 51.9],
    ]),
  ).toEqual([0, 2])
  expect(inside(nothing, [[0.5, 51.5]])).toEqual([])
})
test('a bow tie crosses itself, a square and a triangle do not', () => {
  const [a, b, c, d] = square
  expect(crossesItself({ corners: [a, c, b, d], closed: true })).toBe(true)
  expect(crossesItself(drawn)).toBe(false)
  expect(crossesItself({ corners: [a, b, c], closed: true })).toBe(false)
})
test('what was drawn is read again, bare or in a collection; what has no plain corners is left alone', () => {
  const area = areaOf(drawn)
  const text = JSON.stringify(area)
  expect(readLine(text)).toEqual(close(drawn))
  const feature = { type: 'Feature', properties: {}, geometry: area }
  expect(readLine(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))).toEqual(close(drawn))
  expect(readLine(JSON.stringify({ type: 'MultiPolygon', coordinates: [area?.coordinates] }))).toEqual(close(drawn))
  for (const other of [
    '',
    'x',
    'null',
    '{"type":"Point","coordinates":[0,51]}',
    '{"type":"Polygon","coordinates":[[[530000,180000],[530100,180000],[530000,180100],[530000,180000]]]}',
    JSON.stringify({ ...area, crs: {} }),
  ])
    expect(readLine(other), other).toBeUndefined()
})
