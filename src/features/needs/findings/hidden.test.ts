import { describe, expect, test } from 'vitest'
import type { Reading } from '../analyses/reading.ts'
import { keepsBack, untold } from './hidden.ts'
import { changesOf, readingChanges } from './revision.ts'

const figure = { label: 'Wards in the top third for both', value: '4 wards', count: '4', denominator: '11 wards' }
const one = { ...figure, period: 'November 2025 to October 2026', interval: '' }
const reading: Reading = {
  view: 'map',
  title: 'Violence with injury, by ward',
  href: '/map?level=ward',
  statement: 'Violence with injury: 1,312 offences.',
  figures: [one],
  from: '2025-11',
  to: '2026-10',
  places: ['X12000001'],
  measures: ['violence-with-injury'],
  imports: [1],
  source: 'Riverton Police',
  method: '/methods/maps',
  settings: '',
  notes: [],
}
const table = (cell: string) => ({ caption: 'Wards', head: ['Ward', 'Offences'], rows: [['Dovecote', cell]] })

describe('a statement made of a reading', () => {
  test('may hold any number where nothing is kept back', () => {
    expect(keepsBack({ ...reading, table: table('120') })).toBe(false)
    expect(untold({ ...reading, table: table('120') }, 'There were 3 here.')).toEqual([])
  })

  test.each(['under 5', 'not shown', 'hidden: fewer than 5'])('holds only told numbers beside "%s"', words => {
    const hiding = { ...reading, table: table(words) }
    expect(untold(hiding, '4 of 11 wards, 1312 offences since 2024.')).toEqual([])
    expect(untold(hiding, 'Dovecote had 4. Others 7 of the 1,312, or 0.2%.')).toEqual(['4', '7', '0.2'])
  })

  test('counts a number in words where what is counted follows it', () => {
    const hiding = { ...reading, table: table('under 5') }
    expect(untold(hiding, 'Three offences in two wards.', ['offences'])).toEqual(['3'])
  })
})

describe('figures of a reading against those of today', () => {
  test('are the same by value, whatever their interval', () => {
    expect(changesOf([one], [{ ...one, interval: '3 to 5' }])).toEqual([])
  })

  test('say which was and is', () => {
    expect(changesOf([one], [{ ...one, value: '5 wards', count: '5' }])).toEqual([
      { label: one.label, was: '4 wards', is: '5 wards' },
    ])
    expect(changesOf([one, one], [one])).toEqual([{ label: `${one.label} (2)`, was: '4 wards', is: 'no longer there' }])
    expect(changesOf([], [one])).toEqual([{ label: one.label, was: 'not there', is: '4 wards' }])
  })

  test('that can no longer be made are said to be gone', () => {
    expect(changesOf([one], undefined)).toHaveLength(1)
  })

  test('include its sentence and the rows of its table where other files are in force, for a headline may stand while a place turns', () => {
    const was = { ...reading, table: table('120') }
    const now = { ...was, statement: 'Violence with injury: it turned.', table: table('190') }
    expect(readingChanges(was, { ...now, imports: [1, 2] })).toEqual([
      { label: 'What it says', was: was.statement, is: now.statement },
      { label: 'Its table', was: '1 row', is: '1 row otherwise: Dovecote' },
    ])
    expect(readingChanges(was, now), 'the same files in other words').toEqual([])
  })
})
