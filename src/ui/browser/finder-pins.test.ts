import { expect, test } from 'vitest'
import { grouped, pinName, pinWords } from './finder-pins.ts'

const pin = (number: number, longitude: number) => ({ number, longitude, latitude: 0, name: `Club ${number}` })
const pins = [pin(1, 0), pin(2, 10), pin(3, 100), pin(4, 105), pin(5, 110)]
const at = (scale: number) => (one: { longitude: number }) => ({ x: one.longitude * scale, y: 0 })

test('far out, pins that a finger could not tell apart are one, and nearer they part', () => {
  expect(grouped(pins, at(1)).map(pinWords)).toEqual(['1, 2', '3 +2'])
  expect(grouped(pins, at(5)).map(pinWords)).toEqual(['1', '2', '3, 4', '5'])
  expect(grouped(pins, at(10)).map(pinWords)).toEqual(['1', '2', '3', '4', '5'])
})

test('a pin is heard as it is seen, with the names', () => {
  expect(grouped(pins, at(1)).map(pinName)).toEqual(['1, 2: Club 1. Club 2', '3 +2: Club 3. Club 4. Club 5'])
  expect(grouped([], at(1))).toEqual([])
})
