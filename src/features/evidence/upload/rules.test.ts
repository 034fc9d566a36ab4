import { describe, expect, test } from 'vitest'
import { partnerId, peopleIn, plainFileName } from './rules.ts'

test('a file’s name loses its folders, its unseen characters and its length', () => {
  expect(plainFileName('C:\\Users\\me\\ward figures.csv')).toBe('ward figures.csv')
  expect(plainFileName('../../etc/passwd')).toBe('passwd')
  expect(plainFileName('a\u0000b\n<c>.csv')).toBe('abc.csv')
  expect(plainFileName(`${'x'.repeat(500)}.csv`)).toHaveLength(120)
})

test('a partner’s source gets an id of its own that no source has', () => {
  expect(partnerId('Assault attendances, Riverton General', new Set())).toBe(
    'partner-assault-attendances-riverton-general',
  )
  expect(partnerId('Beds', new Set(['partner-beds', 'partner-beds-2']))).toBe('partner-beds-3')
  expect(partnerId('!!!', new Set())).toBe('partner-source')
})

describe('people are seen in the first lines', () => {
  const see = (text: string) => peopleIn(Buffer.from(text), [])

  test('by a heading', () => {
    expect(see('NHS Number,Ward\n1,A\n')?.field).toBe('NHS Number')
    expect(see('First name;Surname;Ward\nx;y;z\n')).toBeDefined()
  })

  test('but not in counts, nor in what is not text', () => {
    expect(see('place code,period,measure,numerator\nE05009317,2024-02,violence-with-injury,12\n')).toBeUndefined()
    expect(peopleIn(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), [])).toBeUndefined()
    expect(see('')).toBeUndefined()
  })
})
