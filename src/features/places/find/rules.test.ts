import { expect, test } from 'vitest'
import { postcodeOf, postcodeWords, readQuery } from './rules.ts'

test.each([
  ['SW9 8JG', { kind: 'postcode', postcode: 'SW98JG' }],
  [' sw98jg ', { kind: 'postcode', postcode: 'SW98JG' }],
  ['W1A1AA', { kind: 'postcode', postcode: 'W1A1AA' }],
  ['SW9', { kind: 'district', district: 'SW9' }],
  ['e05000001', { kind: 'code', code: 'E05000001' }],
  ['N0000001', { kind: 'code', code: 'N0000001' }],
  ['tower  hamlet', { kind: 'name', name: 'tower hamlet' }],
  ['Hammersmith & Fulham', { kind: 'name', name: 'hammersmith and fulham' }],
  ['  ', { kind: 'nothing' }],
])('%s', (text, query) => {
  expect(readQuery(text)).toEqual(query)
})

test('a postcode is kept tight and shown with its space', () => {
  expect(postcodeOf('ec2y 8bb')).toBe('EC2Y8BB')
  expect(postcodeWords('EC2Y8BB')).toBe('EC2Y 8BB')
  expect(postcodeOf('Brixton')).toBeUndefined()
})
