import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csv } from './csv.ts'

const read = (text: string) => parse(text, { bom: true, record_delimiter: ['\r\n', '\n', '\r'] })

test.each(['one\ntwo', 'one\r\ntwo', 'one\rtwo', 'a,b', 'a "b"', 'a\n'])(
  'what a cell holds comes back as one cell: %j',
  cell =>
    expect(read(csv(['a', 'b'], [[cell, 'z']]))).toEqual([
      ['a', 'b'],
      [cell, 'z'],
    ]),
)

test('no line of a cell begins a row, where a program would run it', () => {
  expect(csv(['a', 'b'], [['Come\n=1+cmd', 'z']])).toBe('\uFEFFa,b\r\n"Come\n=1+cmd",z\r\n')
  expect(read(csv(['a'], [['=1+1'], ['\n=1+1'], ['-3'], ['-3+1']]))).toEqual([
    ['a'],
    ["'=1+1"],
    ["'\n=1+1"],
    ['-3'],
    ["'-3+1"],
  ])
})
