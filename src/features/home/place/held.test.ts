import { expect, test } from 'vitest'
import { type Held, joining } from './held.ts'

const months = (...years: number[]) => years.flatMap(n => Array.from({ length: 12 }, () => n))
const held = (list: number[]): Held => ({ months: list, isHeld: true, protects: true })
const open = (list: number[]): Held => ({ months: list, isHeld: false, protects: true })

test('a year in which one alone of those held had some takes the smallest of that year with it, and its ties', () => {
  const family = [
    held(months(10, 10)),
    held(months(1, 0)),
    open(months(40, 40)),
    open(months(9, 30)),
    open(months(9, 30)),
  ]
  expect(joining(family)).toEqual([3, 4])
})

test('two with some in every year are enough, and a place with none all year is no help', () => {
  expect(joining([held(months(10, 10)), held(months(1, 1)), open(months(40, 40))])).toEqual([])
  expect(joining([held(months(10, 10)), held(months(1, 0)), open(months(40, 0))])).toEqual([])
  expect(joining([open(months(10, 10)), open(months(1, 0))])).toEqual([])
})

test('a reader’s own places are known to them and protect nothing; months before the first whole year are in none', () => {
  const own: Held = { months: months(5, 5), isHeld: false, protects: false }
  expect(joining([held(months(10, 10)), held(months(1, 0)), own, open(months(40, 40))])).toEqual([3])
  expect(joining([held([1, ...months(10)]), held([9, ...months(3)]), open([1, ...months(4)])])).toEqual([])
})
