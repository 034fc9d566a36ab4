import { expect, test } from 'vitest'
import { statusWords } from './draw-panel.ts'
import { nothing } from './draw-shape.ts'
import * as draw from './draw-state.ts'

const corners = [
  [0, 51],
  [1, 51],
  [1, 52],
] as const
const three = corners.reduce(draw.press, draw.begin(nothing))

test('a press adds a corner; on the first corner it closes the line; then it adds none', () => {
  expect(three.line.corners).toEqual(corners)
  const shut = draw.pressCorner(three, 0)
  expect(shut.line.closed).toBe(true)
  expect(draw.press(shut, [5, 5])).toBe(shut)
})
test('with two corners there is nothing to close: the first is picked up', () => {
  const two = draw.undo(three)
  expect(draw.pressCorner(two, 0)).toMatchObject({ picked: 0, line: { closed: false } })
})
test('a corner is moved without dragging: press it, then where it should be; or leave it', () => {
  const picked = draw.pressCorner(three, 1)
  expect(draw.press(picked, [2, 51])).toMatchObject({
    picked: undefined,
    line: { corners: [corners[0], [2, 51], corners[2]] },
  })
  expect(draw.letGo(picked).picked).toBeUndefined()
  expect(draw.pick(picked, 1).picked).toBeUndefined()
})
test('every step is undone in turn, starting again too, and no further', () => {
  const cleared = draw.clear(draw.drop(draw.shut(three), 2))
  expect(cleared.line.corners).toEqual([])
  const back = draw.undo(draw.undo(cleared))
  expect(back.line).toMatchObject({ corners, closed: true })
  const start = [1, 2, 3, 4, 5, 6].reduce(draw.undo, back)
  expect(start.line).toBe(nothing)
  expect(draw.undo(start)).toBe(start)
  expect(draw.clear(start)).toBe(start)
})

const say = (state: draw.State, areas = 0, persons: number | null = 0) => statusWords({ ...state, areas, persons })
test('what is said: how many inside, and what is wrong', () => {
  expect(say(draw.begin(nothing))).toBe('No corners yet.')
  expect(say(draw.undo(three))).toBe('2 corners. An area needs three or more.')
  expect(say(three)).toContain('No small area has its centre inside yet')
  expect(say(three, 1, 1_204)).toContain('1 small area has its centre inside. 1,204 residents.')
  expect(say(draw.shut(three), 12, null)).toBe(
    '12 small areas have their centre inside. Their residents are not all known. 3 corners, closed.',
  )
  expect(say(draw.pick(three, 0))).toContain('Corner 1 is picked up')
  expect(
    say(
      draw.begin({
        corners: [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
        ],
        closed: true,
      }),
    ),
  ).toContain('crosses itself')
})
